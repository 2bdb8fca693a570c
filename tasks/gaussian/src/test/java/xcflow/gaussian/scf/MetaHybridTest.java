package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Functionals;
import xcflow.functional.libxc.Libxc;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/**
 * Hartree–Fock, meta-GGAs and hybrids against PySCF 2.14.0 ({@code meta-hybrid.json}; geometries of
 * {@code molecules.json}), closed and open shells whose orientation does not matter. PySCF's
 * revTPSS, rSCAN and M06-L are compared in the accuracy table only, to save time.
 */
class MetaHybridTest {
    private static final JsonNode DATA = read("meta-hybrid.json");
    private static final JsonNode GEOMETRIES = read("molecules.json").get("geometries_bohr");

    private static final Set<String> SYSTEMS = Set.of("He", "LiH", "H2O", "N");
    private static final Set<String> FUNCTIONALS =
            Set.of("HF", "TPSS", "SCAN", "r2SCAN", "PBE0", "HSE06", "B3LYP", "TPSSh");

    private static JsonNode read(String name) {
        try (var in = MetaHybridTest.class.getResourceAsStream(name)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row of the table. */
    record Entry(JsonNode json) {
        String text(String field) {
            return json.get(field).asString();
        }

        int level() {
            return json.get("grid_level").isNull() ? 1 : json.get("grid_level").asInt();
        }

        Molecule molecule() {
            List<Atom> atoms = new ArrayList<>();
            for (JsonNode atom : GEOMETRIES.get(text("system"))) {
                JsonNode at = atom.get(1);
                atoms.add(
                        new Atom(
                                Element.ofSymbol(atom.get(0).asString()).orElseThrow(),
                                at.get(0).asDouble(),
                                at.get(1).asDouble(),
                                at.get(2).asDouble()));
            }
            return new Molecule(atoms, 0, json.get("spin_2S").asInt());
        }

        @Override
        public String toString() {
            return text("system") + " " + text("functional") + "/" + text("basis");
        }
    }

    static Stream<Entry> some() {
        return StreamSupport.stream(DATA.get("entries").spliterator(), false)
                .map(Entry::new)
                .filter(entry -> entry.text("basis").equals("def2-svp"))
                .filter(entry -> SYSTEMS.contains(entry.text("system")))
                .filter(entry -> FUNCTIONALS.contains(entry.text("functional")));
    }

    @ParameterizedTest
    @MethodSource("some")
    void totalEnergyAgreesWithPyscf(Entry entry) {
        ScfOptions options = ScfOptions.defaults().withGrid(entry.level());
        try (Workers workers = new Workers(1);
                KohnSham system =
                        KohnSham.of(entry.molecule(), entry.text("basis"), options, workers)) {
            ScfResult result = system.solve(Functionals.named(entry.text("functional")));
            assertThat(result.energy())
                    .isCloseTo(entry.json().get("E_tot").asDouble(), within(1e-7));
            assertThat(result.warnings()).isEmpty();
        }
    }

    /** With libxc's semilocal part, and exact exchange of short range of our own. */
    @ParameterizedTest
    @ValueSource(strings = "H2O")
    void hse06OfLibxcAgreesWithPyscf(String system) {
        assumeTrue(
                Libxc.installed().isPresent(),
                "not applicable: libxc is not installed on this machine");
        Entry entry =
                StreamSupport.stream(DATA.get("entries").spliterator(), false)
                        .map(Entry::new)
                        .filter(e -> e.text("basis").equals("def2-svp"))
                        .filter(e -> e.text("system").equals(system))
                        .filter(e -> e.text("functional").equals("HSE06"))
                        .findFirst()
                        .orElseThrow();
        assertThat(energy(entry, "libxc:HYB_GGA_XC_HSE06"))
                .isCloseTo(entry.json().get("E_tot").asDouble(), within(1e-7));
    }

    private static double energy(Entry entry, String functional) {
        ScfOptions options = ScfOptions.defaults().withGrid(entry.level());
        try (Workers workers = new Workers(1);
                KohnSham system =
                        KohnSham.of(entry.molecule(), entry.text("basis"), options, workers)) {
            return system.solve(Functionals.named(functional)).energy();
        }
    }
}
