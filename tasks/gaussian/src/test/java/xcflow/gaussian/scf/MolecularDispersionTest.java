package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.dispersion.DampingTable;
import xcflow.functional.dispersion.DeclaredDispersion;
import xcflow.functional.dispersion.Dispersion;
import xcflow.functional.dispersion.DispersionLibrary;
import xcflow.functional.dispersion.DispersionModel;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Dispersion energies against those of PySCF ({@code dispersion.json}). */
class MolecularDispersionTest {
    private static final ScfOptions TIGHT = ScfOptions.defaults().withTolerances(1e-10, 1e-8);

    private static void requireInstalled(DispersionModel model) {
        assumeTrue(
                DispersionLibrary.installed(model).isPresent(),
                "not applicable: " + model.library() + " is not installed on this machine");
    }

    /** A row of the table. */
    record Entry(JsonNode json) {
        DispersionModel model() {
            return DispersionModel.of(json.get("model").asString());
        }

        String functional() {
            return json.get("functional").asString();
        }

        Molecule molecule() {
            return Molecules.parse(
                    json.get("atoms").asString()
                            + "; charge="
                            + json.get("charge").asInt()
                            + "; unpaired="
                            + json.get("unpaired").asInt());
        }

        double[] gradient() {
            return StreamSupport.stream(json.get("gradient").spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .toArray();
        }

        @Override
        public String toString() {
            return model() + " " + functional() + " " + json.get("molecule").asString();
        }
    }

    static Stream<Entry> all() {
        try (var in = MolecularDispersionTest.class.getResourceAsStream("dispersion.json")) {
            JsonNode entries = JsonMapper.shared().readTree(in).get("entries");
            return StreamSupport.stream(entries.spliterator(), false).map(Entry::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void energyAndGradientAgreeWithPyscf(Entry entry) {
        requireInstalled(entry.model());
        Dispersion found =
                MolecularDispersion.of(
                        entry.molecule(),
                        DampingTable.find(entry.model(), entry.functional()).orElseThrow());
        assertThat(found.energy()).isCloseTo(entry.json().get("energy").asDouble(), within(1e-9));
        assertThat(found.gradient()).containsExactly(entry.gradient(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"d3bj", "d4"})
    void isAPartOfTheEnergyAndOfTheForces(String model) {
        requireInstalled(DispersionModel.of(model));
        Molecule water = Molecules.parse("O 0 0 0.12; H 0.76 0 -0.47; H -0.70 0.1 -0.52");
        Functional pbe = Functionals.named("PBE");
        ScfOptions with = TIGHT.withDispersion(declared(model));
        Dispersion expected =
                MolecularDispersion.of(
                        water, DampingTable.find(DispersionModel.of(model), "PBE").orElseThrow());
        try (Workers workers = new Workers(1);
                KohnSham plain = KohnSham.of(water, "6-31g*", TIGHT, workers);
                KohnSham bound = KohnSham.of(water, "6-31g*", with, workers)) {
            ScfResult without = plain.solve(pbe);
            ScfResult result = bound.solve(pbe);
            assertThat(result.energies().dispersion()).isEqualTo(expected.energy());
            assertThat(result.energy() - without.energy())
                    .isCloseTo(expected.energy(), within(1e-12));
            double[] difference = bound.forces(pbe, result);
            double[] forces = plain.forces(pbe, without);
            for (int i = 0; i < forces.length; i++) {
                assertThat(difference[i] - forces[i])
                        .isCloseTo(-expected.gradient()[i], within(1e-10));
            }
        }
    }

    @Test
    void ghostsTakeNoPartInIt() {
        requireInstalled(DispersionModel.D4);
        var damping = DampingTable.find(DispersionModel.D4, "PBE").orElseThrow();
        Molecule dimer = Molecules.parse("Ar 0 0 0; Ar 0 0 3.76");
        Dispersion alone = MolecularDispersion.of(Molecules.parse("Ar"), damping);
        List<Atom> atoms = new ArrayList<>(dimer.atoms());
        atoms.set(0, atoms.get(0).asGhost());
        Dispersion found = MolecularDispersion.of(new Molecule(atoms, 0, 0), damping);
        assertThat(found.energy()).isEqualTo(alone.energy());
        assertThat(found.gradient()).hasSize(6).startsWith(0, 0, 0);
    }

    private static DeclaredDispersion declared(String model) {
        return new DeclaredDispersion(Optional.of(model), Optional.empty());
    }
}
