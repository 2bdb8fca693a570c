package xcflow.functional.libxc;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;

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
    public Rung rung() {
        return parts.stream().anyMatch(LibxcPart::dependsOnGradient) ? Rung.GGA : Rung.LDA;
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
        clear(results, from, to);
        boolean gradient = rung() == Rung.GGA;
        var buffers = new LibxcBuffers(polarised);
        for (int start = from; start < to; start += LibxcBuffers.BLOCK) {
            int count = Math.min(LibxcBuffers.BLOCK, to - start);
            buffers.load(points, start, count, gradient);
            for (LibxcPart part : parts) {
                part.evaluate(polarised, count, buffers);
                buffers.addTo(results, start, count, part.dependsOnGradient());
            }
        }
    }

    private static void clear(Results results, int from, int to) {
        Arrays.fill(results.energy, from, to, 0);
        Arrays.fill(results.vRhoA, from, to, 0);
        Arrays.fill(results.vSigmaAA, from, to, 0);
        if (results.isPolarised()) {
            Arrays.fill(results.vRhoB, from, to, 0);
            Arrays.fill(results.vSigmaAB, from, to, 0);
            Arrays.fill(results.vSigmaBB, from, to, 0);
        }
    }
}
