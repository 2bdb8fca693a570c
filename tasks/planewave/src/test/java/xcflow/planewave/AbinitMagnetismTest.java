package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.FourierBox;
import xcflow.planewave.basis.GridTransform;
import xcflow.planewave.scf.ScfResult;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;

/** Moments that find their own value: Fe, Ni and antiferromagnetic NiO. */
class AbinitMagnetismTest {

    static Stream<AbinitCases.Case> few() {
        return AbinitCases.magnetic().stream().filter(AbinitMagnetismTest::isSmall);
    }

    static Stream<AbinitCases.Case> others() {
        return AbinitCases.magnetic().stream().filter(c -> !isSmall(c));
    }

    private static boolean isSmall(AbinitCases.Case c) {
        return c.id().equals("Fe_small") || c.id().startsWith("Fe_LDA");
    }

    @ParameterizedTest
    @MethodSource("few")
    void energyAndMomentAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("full")
    void energiesAndMomentsOfMoreCrystalsAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    private static void compare(AbinitCases.Case c) {
        ScfResult result = PlaneWaves.solve(c.model(), c.settings());
        assertThat(result.converged()).isTrue();
        assertThat(result.energy()).isCloseTo(c.energy(), within(2e-6 * c.atoms()));
        assertThat(result.moment()).isCloseTo(c.magnetism().moment(), within(1e-3));
        List<Site> sites = result.state().crystal().sites();
        for (int i = 0; i < sites.size(); i++) {
            assertThat(pointsWithin(result, sites.get(i), c.magnetism().radius()))
                    .isCloseTo(c.magnetism().spheres()[i], within(1e-3));
        }
    }

    /** The moment of the points of the grid in a sphere, which is how ABINIT counts. */
    private static double pointsWithin(ScfResult result, Site site, double radius) {
        Density density = result.density();
        FourierBox box = density.basis().box();
        double[] m = GridTransform.toGrid(density.basis(), density.magnetisation());
        Crystal crystal = result.state().crystal();
        double sum = 0;
        int p = 0;
        for (int i = 0; i < box.size(0); i++) {
            for (int j = 0; j < box.size(1); j++) {
                for (int k = 0; k < box.size(2); k++, p++) {
                    double[] d = {
                        (double) i / box.size(0) - site.x(),
                        (double) j / box.size(1) - site.y(),
                        (double) k / box.size(2) - site.z()
                    };
                    sum += nearest(crystal, d) < radius ? m[p] : 0;
                }
            }
        }
        return sum * density.basis().volume() / m.length;
    }

    private static double nearest(Crystal crystal, double[] d) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = -1; i <= 1; i++) {
            for (int j = -1; j <= 1; j++) {
                for (int k = -1; k <= 1; k++) {
                    double[] r =
                            crystal.lattice()
                                    .cartesian(
                                            d[0] - Math.rint(d[0]) + i,
                                            d[1] - Math.rint(d[1]) + j,
                                            d[2] - Math.rint(d[2]) + k);
                    nearest = Math.min(nearest, Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]));
                }
            }
        }
        return nearest;
    }
}
