package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityFile;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;

/** A density to start from is a guess: the energy does not depend on it. */
class StartingDensityTest {
    private static final Spin NONE = new Spin.Unpolarised();

    private static Model silicon(double a, String functional, Spin spin, String second) {
        return Model.of(
                new Crystal(
                        Lattice.faceCentredCubic(a),
                        List.of(Site.of("Si", 0, 0, 0), Site.of(second, .25, .25, .25))),
                Map.of(),
                Functionals.named(functional),
                spin,
                Smearing.none());
    }

    private static Settings settings(double cutoff) {
        return Settings.of(cutoff, KMesh.gammaCentred(2, 2, 2)).withTolerance(1e-10);
    }

    @Test
    void doesNotDecideTheEnergy() {
        Model model = silicon(10.26, "PBE", NONE, "Si");
        double direct = PlaneWaves.solve(model, settings(6)).energy();
        List<ScfResult> others =
                List.of(
                        PlaneWaves.solve(model, settings(6)),
                        PlaneWaves.solve(silicon(10.9, "PBE", NONE, "Si"), settings(6)),
                        PlaneWaves.solve(silicon(10.26, "SPW92", NONE, "Si"), settings(4)),
                        PlaneWaves.solve(silicon(10.26, "PBE", NONE, "Ge"), settings(6)),
                        PlaneWaves.solve(
                                silicon(10.26, "PBE", new Spin.Fixed(2), "Si"), settings(6)),
                        PlaneWaves.solve(silicon(10.26, "PBE", NONE, "S"), settings(6)));
        List<String> told = new ArrayList<>();
        for (ScfResult other : others) {
            ScfResult started =
                    PlaneWaves.solve(model, settings(6), other.density(), telling(told));
            assertThat(started.energy()).isCloseTo(direct, within(1e-8));
        }
        assertThat(told)
                .filteredOn(text -> text.startsWith("the given density"))
                .containsExactly(
                        "the given density, of 8.0000 electrons with spin, is not one of 8 electrons"
                                + " without spin: starting from atoms",
                        "the given density, of 10.0000 electrons without spin, is not one of 8"
                                + " electrons without spin: starting from atoms");
    }

    @Test
    void anUnmagneticDensityIsNoMagneticSolution() {
        Model magnetic = silicon(10.26, "PBE", new Spin.Fixed(2), "Si");
        double direct = PlaneWaves.solve(magnetic, settings(6)).energy();
        Density start =
                PlaneWaves.solve(silicon(10.26, "PBE", new Spin.Fixed(0), "Si"), settings(6))
                        .density();
        ScfResult started = PlaneWaves.solve(magnetic, settings(6), start, ScfListener.SILENT);
        assertThat(started.moment()).isCloseTo(2, within(1e-9));
        assertThat(started.energy()).isCloseTo(direct, within(1e-8));
    }

    @Test
    void aFileThatIsCutOrDamagedIsRefusedWithASentence() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DensityFile.write(
                PlaneWaves.solve(silicon(10.26, "PBE", NONE, "Si"), settings(3)).density(), out);
        byte[] file = out.toByteArray();
        for (int length : new int[] {4, 100, file.length - 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(file, length)))
                    .hasMessage("the file of the density is cut off");
        }
        int grid = Long.BYTES + 10 * Double.BYTES;
        assertThatThrownBy(() -> read(with(file, grid, 2_000_000_000)))
                .hasMessageContaining("the density is damaged: a grid of 2000000000 x");
        assertThatThrownBy(() -> read(with(file, grid + 12, 3)))
                .hasMessage("the density is damaged: 3 spins");
        byte[] notANumber = file.clone();
        ByteBuffer.wrap(notANumber).putDouble(grid + 16 + 80, Double.NaN);
        assertThatThrownBy(() -> read(notANumber))
                .hasMessage("the density is damaged: it contains NaN");
    }

    @Test
    void aFileKeepsTheKineticEnergyDensity() throws IOException {
        Density density =
                PlaneWaves.solve(silicon(10.26, "r2SCAN", NONE, "Si"), settings(3)).density();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DensityFile.write(density, out);
        assertThat(read(out.toByteArray()).kinetic()[0]).containsExactly(density.kinetic()[0]);
    }

    private static byte[] with(byte[] file, int place, int value) {
        byte[] changed = file.clone();
        ByteBuffer.wrap(changed).putInt(place, value);
        return changed;
    }

    private static Density read(byte[] content) throws IOException {
        return DensityFile.read(new ByteArrayInputStream(content));
    }

    private static ScfListener telling(List<String> told) {
        return new ScfListener() {
            @Override
            public void warning(String message) {
                told.add(message);
            }
        };
    }
}
