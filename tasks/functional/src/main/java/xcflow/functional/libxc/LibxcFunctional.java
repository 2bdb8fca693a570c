package xcflow.functional.libxc;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;

/** A sum of functionals that the installed libxc evaluates. */
public class LibxcFunctional implements Functional {
    /** Words of the names of meta-GGAs that usual grids integrate as well as GGAs. */
    private static final Set<String> SMOOTH = Set.of("TPSS", "R2SCAN", "_RSCAN");

    private final String version;
    private final List<LibxcPart> parts;
    private final ExchangeShare exactExchange;

    LibxcFunctional(String version, List<LibxcPart> parts) {
        this.version = version;
        this.parts = List.copyOf(parts);
        exactExchange =
                parts.stream()
                        .map(LibxcPart::exactExchange)
                        .reduce(ExchangeShare.NONE, ExchangeShare::plus);
    }

    @Override
    public String name() {
        return parts.stream()
                .map(LibxcPart::name)
                .collect(Collectors.joining("+", Libxc.PREFIX, ""));
    }

    /**
     * A sum of parts, which can be looked at separately if each is exchange or correlation.
     *
     * @throws IllegalArgumentException if they take exact exchange of two ranges
     */
    static LibxcFunctional of(String version, List<LibxcPart> parts) {
        boolean separable = parts.stream().allMatch(p -> p.isExchange() || p.isCorrelation());
        return separable ? new SeparableLibxc(version, parts) : new LibxcFunctional(version, parts);
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
    public ExchangeShare exactExchange() {
        return exactExchange;
    }

    @Override
    public boolean wantsFineGrid() {
        return parts.stream()
                .anyMatch(
                        part ->
                                part.needs().contains(Variable.TAU)
                                        && SMOOTH.stream().noneMatch(part.name()::contains));
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
