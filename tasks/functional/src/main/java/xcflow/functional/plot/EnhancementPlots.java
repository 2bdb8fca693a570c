package xcflow.functional.plot;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import xcflow.functional.Functional;
import xcflow.functional.Separable;
import xcflow.functional.audit.EnhancementCurve;

/**
 * Enhancement factors of a functional against the reduced gradient s from 0 to 5, with those of a
 * parent for comparison if there is one.
 */
public final class EnhancementPlots {
    private static final double[] S =
            IntStream.rangeClosed(0, 200).mapToDouble(i -> i / 40.0).toArray();
    private static final double[] RS = {0.5, 2, 10};
    private static final String GRADIENT = "reduced gradient s";

    private final Separable functional;
    private final Optional<Separable> parent;

    public EnhancementPlots(Separable functional) {
        this(functional, Optional.empty());
    }

    public EnhancementPlots(Separable functional, Optional<Separable> parent) {
        this.functional = functional;
        this.parent = parent;
    }

    /** All pictures that make sense, by name without extension. */
    public Map<String, Plot> all() {
        var plots = new LinkedHashMap<String, Plot>();
        plots.put("exchange", exchange());
        plots.put("unpolarised", combined(0));
        plots.put("polarised", combined(1));
        if (parent.isPresent()) {
            plots.put("difference", difference());
        }
        return plots;
    }

    /** F_x(s). */
    public Plot exchange() {
        var canvas =
                new Canvas("Exchange of " + functional.name(), GRADIENT, "enhancement factor Fx");
        canvas.curve(functional.name(), S, curve(functional.exchange(), 1, 0));
        parent.ifPresent(p -> canvas.curve(p.name(), S, curve(p.exchange(), 1, 0)));
        canvas.level("bound 1.804", S[0], S[S.length - 1], 1.804);
        canvas.range(0.9, 2.1);
        return canvas.plot();
    }

    /** F_xc(s) at several densities and one polarisation. */
    public Plot combined(double zeta) {
        String kind = zeta == 0 ? "unpolarised" : zeta == 1 ? "fully polarised" : "ζ = " + zeta;
        var canvas =
                new Canvas(
                        "Exchange and correlation of " + functional.name() + ", " + kind,
                        GRADIENT,
                        "enhancement factor Fxc");
        for (double rs : RS) {
            canvas.curve(label(functional, rs), S, curve(functional, rs, zeta));
            parent.ifPresent(p -> canvas.companion(label(p, rs), S, curve(p, rs, zeta)));
        }
        canvas.level("bound 2.273", S[0], S[S.length - 1], 2.273);
        canvas.range(1, 2.4);
        return canvas.plot();
    }

    /** Difference of F_x and of F_c from the parent's, of an unpolarised density. */
    public Plot difference() {
        var other = parent.orElseThrow();
        var canvas =
                new Canvas(
                        functional.name() + " minus " + other.name(),
                        GRADIENT,
                        "difference of enhancement factors");
        canvas.curve("Fx", S, minus(functional.exchange(), other.exchange(), 1));
        for (double rs : RS) {
            canvas.curve(
                    format("Fc, rs = %s", rs),
                    S,
                    minus(functional.correlation(), other.correlation(), rs));
        }
        canvas.level("zero", S[0], S[S.length - 1], 0);
        return canvas.plot();
    }

    private static double[] minus(Functional one, Functional other, double rs) {
        double[] difference = curve(one, rs, 0);
        double[] subtracted = curve(other, rs, 0);
        Arrays.setAll(difference, i -> difference[i] - subtracted[i]);
        return difference;
    }

    private static double[] curve(Functional functional, double rs, double zeta) {
        return EnhancementCurve.of(functional, rs, zeta, S);
    }

    private static String label(Functional functional, double rs) {
        return functional.name() + ", " + format("rs = %s", rs);
    }

    private static String format(String pattern, double value) {
        String number =
                value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : "" + value;
        return String.format(Locale.ROOT, pattern, number);
    }
}
