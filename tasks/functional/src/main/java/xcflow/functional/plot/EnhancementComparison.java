package xcflow.functional.plot;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.UnknownFunctionalException;
import xcflow.functional.Variable;
import xcflow.functional.audit.EnhancementCurve;
import xcflow.spi.FunctionalComparison;

/**
 * Compares enhancement factors of unpolarised densities: F_x(s) at r_s = 1, where only
 * unconstrained functionals depend on r_s, and F_c(s) and F_xc(s) at three densities; s from 0 to 5
 * in steps of 0.025.
 */
public final class EnhancementComparison implements FunctionalComparison {
    private static final double[] S =
            IntStream.rangeClosed(0, 200).mapToDouble(i -> i / 40.0).toArray();
    private static final double[] RS = {0.5, 2, 10};

    @Override
    public List<Curve> curves(Subject one, Subject other) throws IOException {
        Separable left = functional(one);
        Separable right = functional(other);
        List<Curve> curves = new ArrayList<>();
        curves.add(curve("F_x", left.exchange(), right.exchange(), 1));
        for (double rs : RS) {
            curves.add(
                    curve(
                            "F_c at r_s = " + number(rs),
                            left.correlation(),
                            right.correlation(),
                            rs));
        }
        for (double rs : RS) {
            curves.add(curve("F_xc at r_s = " + number(rs), left, right, rs));
        }
        return curves;
    }

    private static String number(double rs) {
        return rs == Math.rint(rs) ? Integer.toString((int) rs) : Double.toString(rs);
    }

    private static Curve curve(String quantity, Functional one, Functional other, double rs) {
        return new Curve(
                quantity,
                "s",
                S,
                EnhancementCurve.of(one, rs, 0, S),
                EnhancementCurve.of(other, rs, 0, S));
    }

    @Override
    public void draw(Subject one, Subject other, OutputStream out) throws IOException {
        EnhancementPlots plots =
                new EnhancementPlots(
                        new Relabelled(one.label(), functional(one)),
                        Optional.of(new Relabelled(other.label(), functional(other))));
        plots.together().writeSvg(out);
    }

    @Override
    public List<Enhancement> enhancement(List<Subject> subjects, Place place) throws IOException {
        List<Enhancement> all = new ArrayList<>();
        for (Subject subject : subjects) {
            Separable functional = functional(subject);
            all.add(enhancement(subject, "xc", functional, place));
            all.add(enhancement(subject, "x", functional.exchange(), place));
            all.add(enhancement(subject, "c", functional.correlation(), place));
        }
        return all;
    }

    private static Enhancement enhancement(
            Subject subject, String part, Functional functional, Place place) {
        return new Enhancement(
                subject.label(),
                part,
                S,
                EnhancementCurve.of(functional, place.rs(), place.zeta(), place.alpha(), S));
    }

    private static Separable functional(Subject subject) throws IOException {
        try {
            Functional functional =
                    subject.file().isPresent()
                            ? Functionals.read(subject.file().get())
                            : Functionals.named(subject.name());
            if (functional instanceof Separable separable) {
                return separable;
            }
            throw new IOException(
                    subject.label() + " cannot be divided into exchange and correlation");
        } catch (UnknownFunctionalException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A functional under the label of its version, since versions of a series share a name. */
    private record Relabelled(String name, Separable functional) implements Separable {
        @Override
        public Set<Variable> needs() {
            return functional.needs();
        }

        @Override
        public void evaluate(Points points, Results results, int from, int to) {
            functional.evaluate(points, results, from, to);
        }

        @Override
        public Functional exchange() {
            return functional.exchange();
        }

        @Override
        public Functional correlation() {
            return functional.correlation();
        }
    }
}
