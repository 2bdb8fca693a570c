package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Orbitals that are filled in part, against PySCF ({@code partly-filled.json}). */
class PartlyFilledTest {
    private static final double AGREEMENT = 1e-6;

    /** A row of the table. */
    record Entry(JsonNode json) {
        String text(String field) {
            return json.get(field).asString();
        }

        double number(String field) {
            return json.get(field).asDouble();
        }

        Molecule molecule() {
            return Molecules.parse(text("atoms") + "; unpaired=" + json.get("unpaired").asInt());
        }

        ElectronFilling.Declared electrons() {
            JsonNode counts = json.get("electrons");
            return new ElectronFilling.Declared(counts.get(0).asDouble(), counts.get(1).asDouble());
        }

        @Override
        public String toString() {
            return text("system") + " " + text("functional") + " " + json.get("electrons");
        }
    }

    private static Stream<Entry> entries(String kind) {
        try (var in = PartlyFilledTest.class.getResourceAsStream("partly-filled.json")) {
            JsonNode entries = JsonMapper.shared().readTree(in).get("entries");
            return StreamSupport.stream(entries.spliterator(), false)
                    .map(Entry::new)
                    .filter(entry -> entry.text("kind").equals(kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Entry> smeared() {
        return entries("smearing");
    }

    static Stream<Entry> declared() {
        return entries("electrons");
    }

    private static ScfResult solved(Entry entry, ElectronFilling filling) {
        ScfOptions options = ScfOptions.defaults().withFilling(filling);
        try (Workers workers = new Workers(2);
                KohnSham system =
                        KohnSham.of(entry.molecule(), entry.text("basis"), options, workers)) {
            return system.solve(Functionals.named(entry.text("functional")));
        }
    }

    @ParameterizedTest
    @MethodSource("smeared")
    void freeAndExtrapolatedEnergyAgreeWithPyscf(Entry entry) {
        ScfResult result = solved(entry, new ElectronFilling.Smeared(entry.number("width")));
        assertThat(result.energy()).isCloseTo(entry.number("free"), within(AGREEMENT));
        assertThat(result.energies().extrapolated())
                .isCloseTo(entry.number("extrapolated"), within(AGREEMENT));
        assertThat(result.energy() - result.energies().of(Energies.ENTROPY))
                .isCloseTo(entry.number("internal"), within(AGREEMENT));
    }

    @ParameterizedTest
    @MethodSource("declared")
    void energyAndHighestOrbitalOfDeclaredElectronsAgreeWithPyscf(Entry entry) {
        ScfResult result = solved(entry, entry.electrons());
        assertThat(result.energy()).isCloseTo(entry.number("energy"), within(AGREEMENT));
        for (int spin = 0; spin < 2; spin++) {
            JsonNode homo = entry.json().get("homo").get(spin);
            if (!homo.isNull()) {
                assertThat(result.orbitals().get(spin).homo())
                        .isCloseTo(homo.asDouble(), within(1e-5));
            }
        }
    }

    /** Perdew et al., Phys. Rev. Lett. 49, 1691 (1982): exact energies are straight lines. */
    @Test
    void hartreeFockOfHydrogenIsALineBetweenProtonAndAtom() {
        Molecule hydrogen = Molecules.parse("H");
        try (Workers workers = new Workers(1)) {
            double atom = energy(hydrogen, new ElectronFilling.Declared(1, 0), workers);
            double half = energy(hydrogen, new ElectronFilling.Declared(0.5, 0), workers);
            assertThat(half).isCloseTo(0.5 * atom, within(1e-9));
        }
    }

    private static double energy(Molecule molecule, ElectronFilling filling, Workers workers) {
        ScfOptions options = ScfOptions.defaults().withFilling(filling);
        try (KohnSham system = KohnSham.of(molecule, "def2-svp", options, workers)) {
            return system.solve(Functionals.named("HF")).energy();
        }
    }

    @Test
    void wholeNumbersThatAreDeclaredAreThoseOfTheMolecule() {
        Molecule hydroxyl = Molecules.parse("O 0 0 0; H 0.1 0.2 0.97; unpaired=1");
        try (Workers workers = new Workers(1)) {
            assertThat(energy(hydroxyl, new ElectronFilling.Declared(5, 4), workers))
                    .isCloseTo(energy(hydroxyl, ElectronFilling.WHOLE, workers), within(1e-8));
        }
    }

    @Test
    void aDensityOfWholeOrbitalsIsAStartForPartlyFilledOnes() {
        Molecule water = Molecules.parse("O 0 0 0.12; H 0.76 0 -0.47; H -0.70 0.1 -0.52");
        var pbe = Functionals.named("PBE");
        ScfOptions ionised =
                ScfOptions.defaults().withFilling(new ElectronFilling.Declared(5, 4.5));
        try (Workers workers = new Workers(1);
                KohnSham whole = KohnSham.of(water, "6-31g*", ScfOptions.defaults(), workers);
                KohnSham partly = KohnSham.of(water, "6-31g*", ionised, workers)) {
            ScfResult started = partly.solve(pbe, whole.solve(pbe).density(), ScfListener.SILENT);
            assertThat(started.energy()).isCloseTo(partly.solve(pbe).energy(), within(1e-8));
        }
    }

    @Test
    void stabilityIsNotTestedWhereOrbitalsAreFilledInPart() {
        ScfOptions smeared = ScfOptions.defaults().withFilling(new ElectronFilling.Smeared(0.01));
        assertThatThrownBy(() -> smeared.withSaddlePoints(SaddlePoints.TOLD))
                .hasMessageContaining("'stability: off'");
    }

    @Test
    void moreElectronsThanFunctionsAreRefused() {
        Molecule helium = Molecules.parse("He");
        ScfOptions options =
                ScfOptions.defaults().withFilling(new ElectronFilling.Declared(1.5, 9.5));
        try (Workers workers = new Workers(1);
                KohnSham system = KohnSham.of(helium, "sto-3g", options, workers)) {
            assertThatThrownBy(() -> system.solve(Functionals.named("PBE")))
                    .hasMessageContaining("10 electrons of one spin");
        }
    }
}
