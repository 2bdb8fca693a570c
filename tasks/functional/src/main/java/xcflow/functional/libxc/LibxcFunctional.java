package xcflow.functional.libxc;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;

/** A sum of functionals that the installed libxc evaluates. */
public final class LibxcFunctional implements Separable {
    private final String version;
    private final List<LibxcPart> parts;

    LibxcFunctional(String version, List<LibxcPart> parts) {
        this.version = version;
        this.parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return parts.stream()
                .map(LibxcPart::name)
                .collect(Collectors.joining("+", Libxc.PREFIX, ""));
    }

    /** Version of the libxc that evaluates it. */
    public String version() {
        return version;
    }

    @Override
    public Set<Variable> needs() {
        Set<Variable> needs = EnumSet.of(Variable.RHO);
        parts.forEach(part -> needs.addAll(part.needs()));
        return needs;
    }

    @Override
    public Functional exchange() {
        return new LibxcFunctional(version, parts.stream().filter(LibxcPart::isExchange).toList());
    }

    /** Correlation; functionals that libxc does not divide are counted here. */
    @Override
    public Functional correlation() {
        return new LibxcFunctional(
                version, parts.stream().filter(part -> !part.isExchange()).toList());
    }

    @Override
    public void evaluate(Points points, Results results, int from, int to) {
        boolean polarised = points.isPolarised();
        if (polarised != results.isPolarised()) {
            throw new IllegalArgumentException("points and results differ in their polarisation");
        }
        results.clear(from, to);
        Set<Variable> needs = needs();
        var buffers = new LibxcBuffers(polarised);
        for (int start = from; start < to; start += LibxcBuffers.BLOCK) {
            int count = Math.min(LibxcBuffers.BLOCK, to - start);
            buffers.load(points, start, count, needs);
            for (LibxcPart part : parts) {
                part.evaluate(polarised, count, buffers);
                buffers.addTo(results, start, count, part.needs());
            }
        }
    }
}
