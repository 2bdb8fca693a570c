package xcflow.planewave.force;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
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

/**
 * Small crystals without symmetry, and derivatives of their energies by differences. Cutoffs are
 * low: forces and stress are derivatives of the energy in any basis.
 */
final class DisplacedCrystals {
    private DisplacedCrystals() {}

    static Model silicon(String functional) {
        return silicon(Functionals.named(functional));
    }

    static Model silicon(Functional functional) {
        return Model.of(
                new Crystal(
                        Lattice.faceCentredCubic(10.26),
                        List.of(Site.of("Si", 0.01, 0, 0), Site.of("Si", .26, .24, .245))),
                Map.of(),
                functional,
                new Spin.Unpolarised(),
                Smearing.none());
    }

    static Model magnesiumOxide(String functional) {
        return Model.of(
                new Crystal(
                        Lattice.faceCentredCubic(7.96),
                        List.of(Site.of("Mg", 0, 0, 0), Site.of("O", .51, .48, .495))),
                Map.of(),
                Functionals.named(functional),
                new Spin.Unpolarised(),
                Smearing.none());
    }

    static Model aluminium() {
        return Model.of(
                new Crystal(
                        Lattice.cubic(7.65),
                        List.of(
                                Site.of("Al", 0, .01, 0),
                                Site.of("Al", .5, .5, .02),
                                Site.of("Al", .51, 0, .5),
                                Site.of("Al", 0, .48, .51))),
                Map.of(),
                Functionals.named("PBE"),
                new Spin.Unpolarised(),
                new Smearing.Cold(0.02));
    }

    /** With projectors up to l = 2. */
    static Model copper() {
        return Model.of(
                new Crystal(Lattice.faceCentredCubic(6.86), List.of(Site.of("Cu", 0, 0, 0))),
                Map.of(),
                Functionals.named("PBE"),
                new Spin.Unpolarised(),
                Smearing.named("fermi-dirac", 0.02));
    }

    static Model oxygen(String functional) {
        return Model.of(
                new Crystal(
                        Lattice.cubic(7),
                        List.of(Site.of("O", 0, 0, 0), Site.of("O", .2, .17, .19))),
                Map.of(),
                Functionals.named(functional),
                new Spin.Fixed(2),
                Smearing.none());
    }

    /** Tightly converged, without symmetry. */
    static Settings settings(double cutoff, int n) {
        return Settings.of(cutoff, KMesh.gammaCentred(n, n, n))
                .withTolerance(1e-12)
                .withSymmetry(false);
    }

    static ScfResult solve(Model model, Settings settings, Density start) {
        ScfResult result = PlaneWaves.solve(model, settings, start, ScfListener.SILENT);
        assertThat(result.converged()).isTrue();
        return result;
    }

    /** Energy as a function of one coordinate. */
    @FunctionalInterface
    interface Curve {
        double at(double t);
    }

    /** Slope at zero, right to the fourth order in the step. */
    static double slope(Curve energy, double step) {
        return (8 * (energy.at(step) - energy.at(-step))
                        - (energy.at(2 * step) - energy.at(-2 * step)))
                / (12 * step);
    }

    /** A direction in which all coordinates change, each by another amount of about one. */
    static double[] direction(int length) {
        double[] direction = new double[length];
        for (int i = 0; i < length; i++) {
            direction[i] = Math.sin(1 + 2.3 * i);
        }
        return direction;
    }

    /** The atoms moved along a Cartesian direction [sites × 3], by t times its elements in bohr. */
    static Model moved(Model model, double[] direction, double t) {
        Crystal crystal = model.crystal();
        List<Site> sites = new ArrayList<>();
        for (int a = 0; a < crystal.sites().size(); a++) {
            Site s = crystal.sites().get(a);
            double[] d =
                    crystal.lattice()
                            .fractional(
                                    t * direction[3 * a],
                                    t * direction[3 * a + 1],
                                    t * direction[3 * a + 2]);
            sites.add(new Site(s.element(), s.x() + d[0], s.y() + d[1], s.z() + d[2], s.moment()));
        }
        return model.withCrystal(new Crystal(crystal.lattice(), sites));
    }

    /** The cell strained by t times a symmetric tensor [3 × 3], row-major. */
    static Model strained(Model model, double[] strain, double t) {
        double[][] rows = model.crystal().lattice().rows();
        for (double[] row : rows) {
            double[] before = row.clone();
            for (int i = 0; i < 9; i++) {
                row[i / 3] += t * strain[i] * before[i % 3];
            }
        }
        return model.withCrystal(model.crystal().withLattice(Lattice.ofRows(rows)));
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
