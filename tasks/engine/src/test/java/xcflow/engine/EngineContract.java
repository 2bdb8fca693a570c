package xcflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.dataset.DataSet;
import xcflow.spi.CancelledException;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecules;

/**
 * What every engine must keep. An engine's own test extends it and says what is small enough to be
 * calculated in a second.
 */
public abstract class EngineContract {
    protected static final Functional PBE = Functionals.named("PBE");

    /** The engine, as the service loader makes it. */
    protected abstract String engineName();

    /** Settings with which the structures are solved in a second. */
    protected abstract Map<String, ?> quickSettings();

    /** A structure without unpaired electrons that the engine can calculate. */
    protected abstract Structure closedShell();

    /** One with unpaired electrons. */
    protected abstract Structure openShell();

    /** Electrons that the engine treats. */
    protected abstract double electrons(Structure structure);

    /** How far the sample's electrons may be from that, relatively: the error of its grid. */
    protected abstract double sampleError();

    /** How far energies from different starts may be apart, Ha. */
    protected abstract double energyError();

    /**
     * Settings that must be refused for {@link #closedShell()}, and a word of the sentence that
     * says why.
     */
    protected abstract Map<Map<String, ?>, String> refusedSettings();

    /** Whether the engine compares densities that were written and read again. */
    protected boolean comparesKeptDensities() {
        return true;
    }

    /** A structure whose charge and spin cannot be, and a word of the sentence. */
    protected abstract Map<Structure, String> refusedStructures();

    protected static Structure.OfMolecule molecule(String text) {
        return new Structure.OfMolecule(text, Molecules.parse(text));
    }

    private Engine engine() throws TaskFailure {
        return Engines.named(engineName());
    }

    private Record settings() throws TaskFailure {
        return PlainSettings.of(engine(), quickSettings());
    }

    private Prepared prepared(Structure structure, int threads) throws TaskFailure {
        return engine().prepare(structure, settings(), new Resources(threads, InputFiles.NONE));
    }

    @Test
    void isFoundByTheServiceLoaderUnderItsName() throws Exception {
        assertThat(Engines.all()).extracting(Engine::name).contains(engineName());
        assertThat(engine().title()).isNotBlank();
        assertThatThrownBy(() -> Engines.named("no-such-engine"))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(engineName());
    }

    @Test
    void theSameStructureAndSettingsGiveTheSameBitsWithAnyNumberOfThreads() throws Exception {
        try (Prepared one = prepared(closedShell(), 1);
                Prepared other = prepared(closedShell(), 2)) {
            Solution a = one.solve(PBE, Optional.empty(), Watch.SILENT);
            Solution b = other.solve(PBE, Optional.empty(), Watch.SILENT);
            assertThat(b.energy()).isEqualTo(a.energy());
            assertThat(b.energies()).isEqualTo(a.energies());
            assertThat(b.iterations()).isEqualTo(a.iterations());
            assertThat(bytes(b.density())).isEqualTo(bytes(a.density()));
        }
    }

    @Test
    void theEnergiesSumToTheTotal() throws Exception {
        for (Structure structure : List.of(closedShell(), openShell())) {
            try (Prepared prepared = prepared(structure, 1)) {
                Solution solution = prepared.solve(PBE, Optional.empty(), Watch.SILENT);
                double sum = solution.energies().values().stream().mapToDouble(e -> e).sum();
                assertThat(sum).isCloseTo(solution.energy(), within(1e-10));
            }
        }
    }

    @Test
    void theSampleIntegratesToTheElectrons() throws Exception {
        for (Structure structure : List.of(closedShell(), openShell())) {
            try (Prepared prepared = prepared(structure, 1)) {
                DataSet sample = prepared.solve(PBE, Optional.empty(), Watch.SILENT).sample();
                double electrons = electrons(structure);
                assertThat(sample.electrons()).hasSize(1);
                assertThat(sample.electrons()[0])
                        .isCloseTo(electrons, within(sampleError() * electrons));
            }
        }
    }

    @Test
    void aSolutionIsNoDistanceFromItselfAndSomeFromThatOfAnotherFunctional() throws Exception {
        try (Prepared prepared = prepared(closedShell(), 1)) {
            Solution pbe = prepared.solve(PBE, Optional.empty(), Watch.SILENT);
            Solution lda = prepared.solve(Functionals.named("LDA"), Optional.empty(), Watch.SILENT);
            assertThat(pbe.distance(pbe)).isZero();
            assertThat(pbe.distance(lda)).isGreaterThan(1e-4);
            assertThat(pbe.distance(lda)).isCloseTo(lda.distance(pbe), within(1e-9));
        }
    }

    /** Engines that do not compare them refuse with a sentence, not with a number. */
    @Test
    void densitiesThatWereWrittenAreAsFarApartAsTheirSolutions() throws Exception {
        try (Prepared prepared = prepared(closedShell(), 1)) {
            Solution pbe = prepared.solve(PBE, Optional.empty(), Watch.SILENT);
            Solution lda = prepared.solve(Functionals.named("LDA"), Optional.empty(), Watch.SILENT);
            StartDensity one = prepared.read(new ByteArrayInputStream(bytes(pbe.density())));
            StartDensity other = prepared.read(new ByteArrayInputStream(bytes(lda.density())));
            if (comparesKeptDensities()) {
                assertThat(prepared.distance(one, other))
                        .isCloseTo(pbe.distance(lda), within(1e-12));
                assertThat(prepared.distance(one, one)).isZero();
            } else {
                assertThatThrownBy(() -> prepared.distance(one, other))
                        .isInstanceOf(TaskFailure.class)
                        .hasMessageContaining("does not compare densities");
            }
        }
    }

    @Test
    void aStartFromTheSolutionItselfConvergesAtOnceAlsoWhenItWasWritten() throws Exception {
        try (Prepared prepared = prepared(openShell(), 1)) {
            Solution first = prepared.solve(PBE, Optional.empty(), Watch.SILENT);
            byte[] written = bytes(first.density());
            StartDensity read = prepared.read(new ByteArrayInputStream(written));
            assertThat(bytes(read)).isEqualTo(written);
            for (StartDensity start : List.of(first.density(), read)) {
                Solution again = prepared.solve(PBE, Optional.of(start), Watch.SILENT);
                assertThat(again.iterations()).isLessThanOrEqualTo(3);
                assertThat(again.energy()).isCloseTo(first.energy(), within(energyError()));
                assertThat(again.distance(first)).isLessThan(1e-3);
            }
        }
    }

    @Test
    void aStartOfAnotherEngineIsRefusedWithASentence() throws Exception {
        StartDensity foreign =
                new StartDensity() {
                    @Override
                    public void write(OutputStream out) {
                        throw new UnsupportedOperationException();
                    }
                };
        try (Prepared prepared = prepared(closedShell(), 1)) {
            assertThatThrownBy(() -> prepared.solve(PBE, Optional.of(foreign), Watch.SILENT))
                    .isInstanceOf(TaskFailure.class)
                    .hasMessageContaining("another engine");
        }
    }

    @Test
    void aStartOfAnotherStructureIsRefusedOrIgnoredWithASentence() throws Exception {
        StartDensity other;
        try (Prepared open = prepared(openShell(), 1)) {
            other = open.solve(PBE, Optional.empty(), Watch.SILENT).density();
        }
        try (Prepared prepared = prepared(closedShell(), 1)) {
            double right = prepared.solve(PBE, Optional.empty(), Watch.SILENT).energy();
            try {
                Solution solution = prepared.solve(PBE, Optional.of(other), Watch.SILENT);
                assertThat(solution.energy()).isCloseTo(right, within(energyError()));
                assertThat(solution.warnings()).anyMatch(w -> w.code().equals("start-ignored"));
            } catch (TaskFailure refused) {
                assertThat(refused).hasMessageContaining("start");
            }
        }
    }

    @Test
    void aDamagedDensityIsNotRead() throws Exception {
        try (Prepared prepared = prepared(closedShell(), 1)) {
            byte[] whole = bytes(prepared.solve(PBE, Optional.empty(), Watch.SILENT).density());
            byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
            assertThatThrownBy(() -> prepared.read(new ByteArrayInputStream(half)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCancelledCalculationEndsAtOnce() throws Exception {
        int[] iterations = {0};
        Watch impatient =
                new Watch() {
                    @Override
                    public void iteration(Step step) {
                        iterations[0]++;
                    }

                    @Override
                    public boolean cancelled() {
                        return iterations[0] >= 1;
                    }
                };
        try (Prepared prepared = prepared(closedShell(), 1)) {
            assertThatThrownBy(() -> prepared.solve(PBE, Optional.empty(), impatient))
                    .isInstanceOf(CancelledException.class);
            assertThat(iterations[0]).isEqualTo(1);
            // The equations can be used again.
            prepared.solve(PBE, Optional.empty(), Watch.SILENT);
        }
    }

    @Test
    void aWatchMayEndTheCalculation() throws Exception {
        try (Prepared prepared = prepared(closedShell(), 1)) {
            assertThatThrownBy(
                            () ->
                                    prepared.solve(
                                            PBE,
                                            Optional.empty(),
                                            step -> {
                                                throw new CancelledException();
                                            }))
                    .isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void unknownSettingsAreRefusedByName() throws Exception {
        Engine engine = engine();
        assertThatThrownBy(() -> PlainSettings.of(engine, Map.of("no-such-setting", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such-setting");
    }

    @Test
    void settingsThatCannotBeUsedAreRefusedWithASentence() throws Exception {
        Engine engine = engine();
        for (var refused : refusedSettings().entrySet()) {
            assertThatThrownBy(
                            () -> {
                                Record settings;
                                try {
                                    settings = PlainSettings.of(engine, refused.getKey());
                                } catch (IllegalArgumentException e) {
                                    throw new TaskFailure(e.getMessage());
                                }
                                engine.check(settings, InputFiles.NONE);
                                engine.doubts(closedShell(), settings);
                            })
                    .as("%s", refused.getKey())
                    .isInstanceOf(TaskFailure.class)
                    .hasMessageContaining(refused.getValue());
        }
    }

    @Test
    void structuresThatCannotBeAreRefusedWithASentence() {
        for (var refused : refusedStructures().entrySet()) {
            assertThatThrownBy(
                            () -> {
                                try (Prepared prepared = prepared(refused.getKey(), 1)) {
                                    prepared.solve(PBE, Optional.empty(), Watch.SILENT);
                                }
                            })
                    .isInstanceOf(TaskFailure.class)
                    .hasMessageContaining(refused.getKey().name())
                    .hasMessageContaining(refused.getValue());
        }
    }

    @Test
    void whatItCannotCalculateItSays() throws Exception {
        Engine engine = engine();
        if (!engine.capabilities().crystals()) {
            Structure crystal =
                    new Structure.OfCrystal(
                            "Si",
                            xcflow.structure.library.CrystalLibrary.bundled()
                                    .find("Si")
                                    .orElseThrow()
                                    .crystal(),
                            Optional.empty());
            assertThatThrownBy(() -> prepared(crystal, 1)).isInstanceOf(TaskFailure.class);
        }
        if (!engine.capabilities().molecules()) {
            assertThatThrownBy(() -> prepared(molecule("H2"), 1)).isInstanceOf(TaskFailure.class);
        }
    }

    @Test
    void functionalsThatItCannotCalculateAreRefusedWithASentence() throws Exception {
        try (Prepared prepared = prepared(closedShell(), 1)) {
            for (String name : List.of("r2SCAN", "PBE0")) {
                Functional functional = Functionals.named(name);
                if (engine().capabilities().covers(functional)) {
                    prepared.solve(functional, Optional.empty(), Watch.SILENT);
                } else {
                    assertThatThrownBy(
                                    () ->
                                            prepared.solve(
                                                    functional, Optional.empty(), Watch.SILENT))
                            .isInstanceOf(TaskFailure.class)
                            .hasMessageContaining(functional.name());
                }
            }
        }
    }

    private static byte[] bytes(StartDensity density) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        density.write(bytes);
        return bytes.toByteArray();
    }
}
