package xcflow.planewave.scf;

import java.util.List;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.term.AtomicSum;
import xcflow.structure.crystal.Site;

/** Superposition of Gaussian valence densities of free atoms. */
final class StartingDensity {
    private StartingDensity() {}

    static Density of(Model model, DensityBasis basis) {
        List<Site> sites = model.crystal().sites();
        AtomicSum sum = new AtomicSum(basis, sites);
        double[] total = sum.of(model.atoms(), StartingDensity::shells);
        total[0] = model.electrons() / basis.volume();
        if (!model.spin().polarised()) {
            return new Density(basis, total, null);
        }
        record Moment(Gth atom, double moment) {}
        List<Moment> moments =
                java.util.stream.IntStream.range(0, sites.size())
                        .mapToObj(a -> new Moment(model.atoms().get(a), moment(model, a)))
                        .toList();
        double[] magnetisation = sum.of(moments, (m, q) -> m.moment() * gaussian(m.atom(), q));
        magnetisation[0] = moments.stream().mapToDouble(Moment::moment).sum() / basis.volume();
        return new Density(basis, total, magnetisation);
    }

    /** The site's own moment, or its share of a fixed one if no site has any. */
    private static double moment(Model model, int a) {
        List<Site> sites = model.crystal().sites();
        boolean none = sites.stream().allMatch(site -> site.moment() == 0);
        return none && model.spin() instanceof Spin.Fixed fixed
                ? fixed.moment() * model.atoms().get(a).valence() / model.electrons()
                : sites.get(a).moment();
    }

    /** Fourier transform of the valence density: a Gaussian, but d shells are hollow and narrow. */
    private static double shells(Gth atom, double q) {
        int d = atom.occupation().size() > 2 ? atom.occupation().get(2) : 0;
        double sum = (atom.valence() - d) * gaussian(atom, q);
        if (d > 0) {
            // Of r⁴ exp(−r²/w²), normalised.
            double x = 0.25 * q * q * atom.shellWidth(2) * atom.shellWidth(2);
            sum += d * (1 - 4.0 / 3 * x + 4.0 / 15 * x * x) * Math.exp(-x);
        }
        return sum;
    }

    /**
     * Fourier transform of a normalised Gaussian about as wide as the valence shell, which for
     * these pseudopotentials is a little more than twice the radius of the core.
     */
    private static double gaussian(Gth atom, double q) {
        double width = 0.5 * atom.shellWidth(0);
        return Math.exp(-q * q * width * width);
    }
}
