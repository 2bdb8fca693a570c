package xcflow.functional.plot;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import xcflow.figures.Chart;
import xcflow.figures.Figure;
import xcflow.figures.Panel;
import xcflow.figures.Quantity;
import xcflow.functional.Functional;
import xcflow.functional.Separable;
import xcflow.functional.audit.EnhancementCurve;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.TrainingDomain;

/**
 * Enhancement factors of a functional against the reduced gradient s from 0 to 5, with those of a
 * parent for comparison if there is one: the differences stand below, since a good clone lies on
 * its parent. The gradients that densities have are shaded.
 */
public final class EnhancementPlots {
    private static final double[] S =
            IntStream.rangeClosed(0, 200).mapToDouble(i -> i / 40.0).toArray();
    private static final double[] RS = {0.5, 2, 10};
    private static final Quantity GRADIENT = Quantity.of("reduced gradient s", "");
    private static final double LOW = 110;

    /**
     * Most of the energy of molecules and solids comes from s below 3: Zupan, Perdew, Burke and
     * Causà, Int. J. Quantum Chem. 61, 835 (1997).
     */
    private static final double USUAL = 3;

    private final Separable functional;
    private final Optional<Separable> parent;
    private final String shade;
    private final double from;
    private final double to;

    public EnhancementPlots(Separable functional) {
        this(functional, Optional.empty());
    }

    public EnhancementPlots(Separable functional, Optional<Separable> parent) {
        this.functional = functional;
        this.parent = parent;
        double[] trained =
                functional instanceof NeuralFunctional neural
                        ? neural.trainedOn().map(EnhancementPlots::visited).orElse(null)
                        : null;
        shade = trained == null ? "molecules and solids" : "99 % of the electrons trained on";
        from = trained == null ? 0 : Math.min(S[S.length - 1], trained[0]);
        to = trained == null ? USUAL : Math.min(S[S.length - 1], trained[1]);
    }

    /** The gradients between which 99 % of the electrons are. */
    private static double[] visited(TrainingDomain domain) {
        List<Double> shares = domain.reducedGradient();
        double total = shares.stream().mapToDouble(share -> share).sum();
        double below = 0;
        double low = 0;
        double high = 1;
        for (int i = 0; i < shares.size(); i++) {
            double after = below + shares.get(i) / total;
            if (below < 0.005 && after >= 0.005) {
                low = (double) i / shares.size();
            }
            if (below < 0.995 && after >= 0.995) {
                high = (i + 1.0) / shares.size();
            }
            below = after;
        }
        return new double[] {low / (1 - low), high < 1 ? high / (1 - high) : S[S.length - 1]};
    }

    /** All pictures that make sense, by name without extension. */
    public Map<String, Figure> all() {
        var plots = new LinkedHashMap<String, Figure>();
        plots.put("exchange", exchange());
        plots.put("unpolarised", combined(0));
        plots.put("polarised", combined(1));
        if (parent.isPresent()) {
            plots.put("difference", difference());
        }
        return plots;
    }

    /** F_x(s), and its difference from the parent's. */
    public Figure exchange() {
        var chart = new Chart("Exchange of " + functional.name());
        addExchange(chart);
        return chart.figure();
    }

    /** F_xc(s) at several densities and one polarisation, and the differences. */
    public Figure combined(double zeta) {
        String kind = zeta == 0 ? "unpolarised" : zeta == 1 ? "fully polarised" : "ζ = " + zeta;
        var chart = new Chart("Exchange and correlation of " + functional.name() + ", " + kind);
        addCombined(chart, zeta);
        return chart.figure();
    }

    /** Difference of F_x and of F_c from the parent's, of an unpolarised density. */
    public Figure difference() {
        var chart = new Chart(functional.name() + " minus " + parent.orElseThrow().name());
        addDifference(chart);
        return chart.figure();
    }

    /** Exchange, both together for an unpolarised density, and the differences in one picture. */
    public Figure together() {
        var chart =
                new Chart(
                        parent.map(p -> functional.name() + " and " + p.name())
                                .orElse(functional.name()));
        addExchange(chart);
        addCombined(chart, 0);
        return chart.figure();
    }

    private void addExchange(Chart chart) {
        double[] own = curve(functional.exchange(), 1, 0);
        Panel panel = panel(chart, "enhancement factor F_{x}").line(functional.name(), S, own);
        parent.ifPresent(p -> panel.dashed(p.name(), S, curve(p.exchange(), 1, 0)));
        panel.level("Lieb–Oxford bound 1.804", 1.804).atLeast(1, 1.9);
        parent.ifPresent(
                p ->
                        panel(chart, "F_{x} minus that of " + p.name())
                                .height(LOW)
                                .line("", S, minus(functional.exchange(), p.exchange(), 1, 0))
                                .level("", 0));
    }

    private void addCombined(Chart chart, double zeta) {
        Panel panel = panel(chart, "enhancement factor F_{xc}");
        for (double rs : RS) {
            panel.line(label(functional, rs), S, curve(functional, rs, zeta));
            parent.ifPresent(p -> panel.companion(label(p, rs), S, curve(p, rs, zeta)));
        }
        panel.level("Lieb–Oxford bound 2.273", 2.273).atLeast(1, 2.4);
        if (parent.isPresent()) {
            Panel differences =
                    panel(chart, "F_{xc} minus that of " + parent.get().name()).height(LOW);
            for (double rs : RS) {
                differences.line(at(rs), S, minus(functional, parent.get(), rs, zeta));
            }
            differences.level("", 0);
        }
    }

    private void addDifference(Chart chart) {
        Separable other = parent.orElseThrow();
        Panel panel =
                panel(chart, "difference of enhancement factors")
                        .line("F_{x}", S, minus(functional.exchange(), other.exchange(), 1, 0));
        for (double rs : RS) {
            panel.line(
                    "F_{c}, " + at(rs),
                    S,
                    minus(functional.correlation(), other.correlation(), rs, 0));
        }
        panel.level("", 0);
    }

    private Panel panel(Chart chart, String quantity) {
        return chart.panel(GRADIENT, Quantity.of(quantity, "")).shade(shade, from, to);
    }

    private static double[] minus(Functional one, Functional other, double rs, double zeta) {
        double[] difference = curve(one, rs, zeta);
        double[] subtracted = curve(other, rs, zeta);
        Arrays.setAll(difference, i -> difference[i] - subtracted[i]);
        return difference;
    }

    private static double[] curve(Functional functional, double rs, double zeta) {
        return EnhancementCurve.of(functional, rs, zeta, S);
    }

    private static String label(Functional functional, double rs) {
        return functional.name() + ", " + at(rs);
    }

    private static String at(double rs) {
        return "r_{s} = "
                + (rs == Math.rint(rs) ? String.format(Locale.ROOT, "%.0f", rs) : "" + rs);
    }
}
