package xcflow.functional.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.functional.Functional;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.audit.Norm.Part;
import xcflow.functional.dataset.DataSet;
import xcflow.numerics.Element;

/**
 * Exchange and correlation energies of systems that are known, beside those of a functional: the
 * "appropriate norms" of J. Sun, A. Ruzsinszky and J. P. Perdew, Phys. Rev. Lett. 115, 036402
 * (2015), as far as they are atoms. They are no constraints: nothing says by how much they may be
 * missed.
 */
public final class Norms {
    private static final String ANALYTIC = "analytic";
    private static final String EXCHANGE =
            "A. D. Becke, Phys. Rev. A 38, 3098 (1988), Hartree-Fock";
    private static final String CORRELATION =
            "S. J. Chakravorty et al., Phys. Rev. A 47, 3649 (1993)";

    /** One electron: the exchange undoes its repulsion by itself, (5/16) Z. */
    private static final Norm HYDROGEN = new Norm("H", Part.EXCHANGE, -0.3125, ANALYTIC);

    private static final Norm ONE_ELECTRON = new Norm("H", Part.CORRELATION, 0, ANALYTIC);

    /** Two electrons in 1s, per Z: half of their repulsion, (5/4) Z, is their own. */
    private static final Norm PAIR = new Norm("1s² per Z", Part.EXCHANGE, -0.625, ANALYTIC);

    /** The helium-like ions for Z → ∞, where the density is that of 1s². */
    private static final Norm HEAVY_PAIR =
            new Norm(
                    "1s², Z → ∞",
                    Part.CORRELATION,
                    -0.046663,
                    "J. D. Baker et al., Phys. Rev. A 41, 1247 (1990)");

    /** Atoms whose densities an engine has to make. */
    private static final List<Norm> ATOMS =
            List.of(
                    HYDROGEN,
                    ONE_ELECTRON,
                    new Norm("He", Part.EXCHANGE, -1.026, EXCHANGE),
                    new Norm("He", Part.CORRELATION, -0.04204, CORRELATION),
                    new Norm("Ne", Part.EXCHANGE, -12.108, EXCHANGE),
                    new Norm("Ne", Part.CORRELATION, -0.391, CORRELATION),
                    new Norm("Ar", Part.EXCHANGE, -30.188, EXCHANGE),
                    new Norm("Ar", Part.CORRELATION, -0.723, CORRELATION),
                    new Norm("Kr", Part.EXCHANGE, -93.89, EXCHANGE));

    /** Stands for Z → ∞. */
    private static final double HEAVY = 1e5;

    private Norms() {}

    /** Names of the atoms that are known. */
    public static List<String> atoms() {
        return ATOMS.stream().map(Norm::system).distinct().toList();
    }

    /** Those whose densities are known in a closed form. */
    public static List<Norm.Value> analytic(Separable functional) {
        var one = new SingleOrbital(1, 1, 1);
        var pair = new SingleOrbital(1, 2, 0);
        var heavy = new SingleOrbital(HEAVY, 2, 0);
        return List.of(
                new Norm.Value(HYDROGEN, one.energy(functional.exchange())),
                new Norm.Value(ONE_ELECTRON, one.energy(functional.correlation())),
                new Norm.Value(PAIR, pair.energy(functional.exchange())),
                new Norm.Value(HEAVY_PAIR, heavy.energy(functional.correlation())));
    }

    /**
     * Those of the atoms among the systems of a data set, at the densities that it has.
     *
     * @throws IllegalArgumentException if the densities lack what the functional needs
     */
    public static List<Norm.Value> of(Separable functional, DataSet densities) {
        var values = new ArrayList<Norm.Value>();
        for (Norm norm : ATOMS) {
            int system = densities.systems().indexOf(norm.system());
            if (system >= 0) {
                requireAllElectrons(densities, system);
                var part =
                        norm.part() == Part.EXCHANGE
                                ? functional.exchange()
                                : functional.correlation();
                values.add(new Norm.Value(norm, energy(part, densities, system)));
            }
        }
        return List.copyOf(values);
    }

    /** A valence density, or one of a pseudopotential, has another energy. */
    private static void requireAllElectrons(DataSet densities, int system) {
        String name = densities.systems().get(system);
        double electrons = 0;
        for (int i = 0; i < densities.size(); i++) {
            if (densities.system()[i] == system) {
                electrons += densities.weights()[i] * densities.points().density(i);
            }
        }
        int expected = Element.ofSymbol(name).orElseThrow().number();
        if (!(Math.abs(electrons - expected) < 0.1)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s has %.2f electrons, and its energy is known with all %d: sample it"
                                    + " with gaussian",
                            name,
                            electrons,
                            expected));
        }
    }

    private static double energy(Functional part, DataSet densities, int system) {
        var points = densities.points();
        if (!points.variables().containsAll(part.needs())) {
            throw new IllegalArgumentException(
                    "the densities have no kinetic energy density, on which the functional depends:"
                            + " sample them with a meta-GGA, such as r2SCAN");
        }
        var results = Results.like(points);
        part.evaluate(points, results);
        double sum = 0;
        for (int i = 0; i < densities.size(); i++) {
            if (densities.system()[i] == system) {
                sum += densities.weights()[i] * results.energy[i];
            }
        }
        return sum;
    }
}
