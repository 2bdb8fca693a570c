package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** A density to start from is a guess: the energy does not depend on it. */
class StartingDensityTest {
    private static final Workers WORKERS = new Workers(2);
    private static final double SAME = 1e-8;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** Molecule | charge, unpaired | of the start | functional of the start | its geometry. */
    @ParameterizedTest(name = "{0} {1} {2} from {3} {4} {5}")
    @CsvSource(
            delimiter = '|',
            value = {
                "O 0 0 0; O 0 0 1.2075 | 1 | 1 | 0 | 2 | PBE | same",
                "O 0 0 0; O 0 0 1.2075 | 0 | 2 | 1 | 1 | PBE | same",
                "O 0 0 0; O 0 0 1.2075 | -1 | 1 | 0 | 2 | SPW92 | same",
                "N 0 0 0; N 0 0 1.0977 | 1 | 1 | 0 | 0 | PBE | same",
                "N 0 0 0; N 0 0 1.0977 | 0 | 0 | 1 | 1 | PBE | same",
                "N 0 0 0; N 0 0 1.0977 | 0 | 0 | 0 | 2 | PBE | N 0 0 0; N 0 0 1.3",
                "O 0 0 0; H 0 0 0.97 | -1 | 0 | 0 | 1 | PBE | same",
                "O 0 0 0; H 0 0 0.97 | 0 | 1 | -1 | 0 | BLYP | O 0 0 0; H 0 0 1.2",
                "O 0 0 0.12; H 0 0.76 -0.47; H 0 -0.76 -0.47 | 0 | 0 | 0 | 2 | PBE | same",
                "O 0 0 0.12; H 0 0.76 -0.47; H 0 -0.76 -0.47 | 1 | 1 | 0 | 0 | BLYP"
                        + " | O 0 0 0; H 0 0.9 0; H 0 -0.9 0",
                "O 0 0 0.12; H 0 0.76 -0.47; H 0 -0.76 -0.47 | 0 | 0 | 4 | 0 | PBE"
                        + " | O 0 0 0; H 0.9 0 0; H 0 0.9 0",
                "F 0 0 0 | -1 | 0 | 0 | 1 | PBE | same",
                "F 0 0 0 | 0 | 1 | -1 | 0 | PBE | same",
                "C 0 0 0 | 0 | 2 | 2 | 0 | PBE | same",
                "H 0 0 0 | 0 | 1 | -1 | 0 | PBE | same",
                "H 0 0 0; H 0 0 0.74 | 0 | 0 | 1 | 1 | PBE | same",
                "H 0 0 0; H 0 0 0.74 | 0 | 2 | 0 | 0 | PBE | same"
            })
    void doesNotDecideTheEnergy(
            String atoms,
            int charge,
            int unpaired,
            int chargeBefore,
            int unpairedBefore,
            String functionalBefore,
            String atomsBefore) {
        String other = atomsBefore.equals("same") ? atoms : atomsBefore;
        for (String basis : List.of("sto-3g", "6-31g")) {
            SpinDensity start =
                    converged(other, chargeBefore, unpairedBefore, basis, functionalBefore);
            try (KohnSham system = system(atoms, charge, unpaired, basis)) {
                ScfResult direct = system.solve(Functionals.named("PBE"));
                ScfResult started =
                        system.solve(Functionals.named("PBE"), start, ScfListener.SILENT);
                assertThat(started.energy()).as(basis).isCloseTo(direct.energy(), within(SAME));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 3})
    void superposedAtomsAreNoSolutionHoweverMany(double factor) {
        try (KohnSham system = system("H 0 0 0; H 0 0 0.74", 0, 0, "sto-3g")) {
            SpinDensity atoms = system.atoms();
            SpinDensity start = SpinDensity.closedShell(atoms.matrices().get(0).scaled(factor));
            ScfResult result = system.solve(Functionals.named("PBE"), start, ScfListener.SILENT);
            assertThat(result.energy())
                    .isCloseTo(system.solve(Functionals.named("PBE")).energy(), within(1e-9))
                    .isBetween(-1.1521, -1.1520);
        }
    }

    @Test
    void theSolutionItselfIsConfirmedWithinThreeIterations() {
        try (KohnSham system = system("O 0 0 0; O 0 0 1.2075", 0, 2, "def2-svp")) {
            ScfResult first = system.solve(Functionals.named("PBE"));
            ScfResult again =
                    system.solve(Functionals.named("PBE"), first.density(), ScfListener.SILENT);
            assertThat(again.energy()).isCloseTo(first.energy(), within(1e-9));
            assertThat(again.iterations()).isBetween(2, 3);
        }
    }

    @Test
    void anEmptyDensityIsRefused() {
        try (KohnSham system = system("H 0 0 0; H 0 0 0.74", 0, 0, "sto-3g")) {
            SpinDensity empty = SpinDensity.closedShell(DensityMatrix.ofMatrix(2, new double[4]));
            assertThatThrownBy(
                            () -> system.solve(Functionals.named("PBE"), empty, ScfListener.SILENT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the start density holds 0.000 electrons, H2 has 2");
        }
    }

    @Test
    void aFileThatIsCutOrDamagedIsRefusedWithASentence() throws IOException {
        Basis basis = Basis.of(Molecules.inline("H 0 0 0; H 0 0 0.74"), "sto-3g");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DensityFile.write(basis, converged("H 0 0 0; H 0 0 0.74", 0, 0, "sto-3g", "PBE"), out);
        byte[] file = out.toByteArray();
        for (int length : new int[] {20, 30, file.length - 1}) {
            assertThatThrownBy(() -> read(basis, Arrays.copyOf(file, length)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the file of the density is cut off or damaged");
        }
        byte[] heavy = file.clone();
        heavy[file.length - 3 * Double.BYTES] = 0x40;
        heavy[file.length - 3 * Double.BYTES + 1] = 0x20;
        assertThatThrownBy(() -> read(basis, heavy))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an orbital holds 8.0 electrons");
    }

    private static SpinDensity read(Basis basis, byte[] content) throws IOException {
        return DensityFile.read(basis, new ByteArrayInputStream(content));
    }

    private static SpinDensity converged(
            String atoms, int charge, int unpaired, String basis, String functional) {
        try (KohnSham system = system(atoms, charge, unpaired, basis)) {
            return system.solve(Functionals.named(functional)).density();
        }
    }

    private static KohnSham system(String atoms, int charge, int unpaired, String basis) {
        return KohnSham.of(
                Molecules.inline(atoms).with(charge, unpaired),
                basis,
                ScfOptions.defaults().withGrid(2),
                WORKERS);
    }
}
