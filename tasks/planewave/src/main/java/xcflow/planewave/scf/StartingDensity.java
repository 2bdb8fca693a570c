package xcflow.planewave.scf;

import java.util.List;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.pseudopotential.ValenceDensity;
import xcflow.planewave.term.AtomicSum;
import xcflow.structure.crystal.Site;

/** Superposition of Gaussian valence densities of free atoms. */
final class StartingDensity {
    private StartingDensity() {}

    static Density of(Model model, DensityBasis basis) {
        List<Site> sites = model.crystal().sites();
        AtomicSum sum = new AtomicSum(basis, sites);
        double[] total = sum.of(model.atoms(), ValenceDensity::of);
        total[0] = model.electrons() / basis.volume();
        if (!model.spin().polarised()) {
            return new Density(basis, total, null);
        }
        boolean given = sites.stream().anyMatch(site -> site.moment() != 0);
        record Moment(Gth atom, double moment) {}
        List<Moment> moments =
                java.util.stream.IntStream.range(0, sites.size())
                        .mapToObj(a -> new Moment(model.atoms().get(a), moment(model, a)))
                        .toList();
        double[] magnetisation =
                sum.of(
                        moments,
                        (m, q) ->
                                m.moment()
                                        * (given
                                                ? ValenceDensity.spin(m.atom(), q)
                                                : ValenceDensity.gaussian(m.atom(), q)));
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
}
