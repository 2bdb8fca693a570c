package xcflow.planewave.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.occupation.Smearing;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;

class RetreatTest {
    /** Lattice constant of compressed sodium, bohr. */
    private static final double COMPRESSED = 7.7727;

    private static Density density(double value) {
        DensityBasis basis = DensityBasis.of(Lattice.cubic(5), 4);
        double[] coefficients = new double[2 * basis.size()];
        coefficients[0] = value;
        return new Density(basis, coefficients, null);
    }

    @Test
    void anErrorThatFallsIsNoReason() {
        Retreat retreat = new Retreat(2);
        assertThat(retreat.called(1, density(1))).isFalse();
        assertThat(retreat.called(1e-3, density(2))).isFalse();
    }

    @Test
    void anErrorThatJumpsLeadsBackToTheBestDensity() {
        Retreat retreat = new Retreat(2);
        Density best = density(2);
        retreat.called(1, density(1));
        retreat.called(1e-3, best);
        retreat.called(2e-3, density(3));
        assertThat(retreat.called(0.5, density(4))).isTrue();
        assertThat(retreat.density()).isSameAs(best);
    }

    @Test
    void aSmallErrorIsNoJump() {
        Retreat retreat = new Retreat(2);
        retreat.called(1e-6, density(1));
        assertThat(retreat.called(1e-2, density(2))).isFalse();
    }

    @Test
    void retreatsEnd() {
        Retreat retreat = new Retreat(2);
        retreat.called(1e-3, density(1));
        for (int i = 0; i < 5; i++) {
            assertThat(retreat.called(1, density(2))).isTrue();
        }
        assertThat(retreat.called(1, density(2))).isFalse();
    }

    /** A clone of r2SCAN whose potential is lost once densities are mixed. */
    private static Functional clone(Path directory) throws IOException {
        Path file = directory.resolve("clone.xcf");
        try (InputStream in = RetreatTest.class.getResourceAsStream("r2scan-clone.xcf")) {
            Files.copy(in, file);
        }
        return Functionals.read(file);
    }

    private static ScfResult sodium(Functional functional, ScfListener listener) {
        Crystal crystal =
                new Crystal(Lattice.bodyCentredCubic(COMPRESSED), List.of(Site.of("Na", 0, 0, 0)));
        Model model =
                Model.of(
                        crystal,
                        Map.of(),
                        functional,
                        new Spin.Unpolarised(),
                        new Smearing.Cold(0.01));
        Settings settings =
                Settings.of(12, KMesh.gammaCentred(6, 6, 6))
                        .withCutoffSmoothing(1.2)
                        .withGrid(24, 24, 24);
        return PlaneWaves.solve(model, settings, null, listener);
    }

    @Test
    void sodiumWithACloneIsWhereItsParentIs(@TempDir Path directory) throws IOException {
        double parent = sodium(Functionals.named("r2SCAN"), ScfListener.SILENT).energy();
        ScfResult result = sodium(clone(directory), ScfListener.SILENT);
        assertThat(result.converged()).isTrue();
        assertThat(result.energy()).isCloseTo(parent, within(1e-5));
    }

    @Test
    void theErrorOfSodiumJumpsOnTheWay(@TempDir Path directory) throws IOException {
        List<Double> errors = new ArrayList<>();
        sodium(
                clone(directory),
                new ScfListener() {
                    @Override
                    public void iteration(
                            int number, double energy, double residual, Density density) {
                        errors.add(residual);
                    }
                });
        assertThat(errors).anyMatch(error -> error > 0.1);
        assertThat(errors).hasSizeLessThan(12);
    }
}
