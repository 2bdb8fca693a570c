package xcflow.experiments.eos;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import xcflow.engine.Magnetism;
import xcflow.spi.Warning;

/**
 * Moments of a crystal along its volumes.
 *
 * @param volumes bohr³ per cell
 * @param moments at each of them; empty without spin
 */
public record MomentCurve(List<Double> volumes, List<Magnetism> moments) {
    /** A moment below this share of its neighbour's has collapsed. */
    private static final double COLLAPSED = 0.1;

    /** A change by more than this share of the greater moment is no smooth one. */
    private static final double JUMP = 0.3;

    /** Smaller moments, µB per cell, are none. */
    private static final double NONE = 0.05;

    public MomentCurve {
        volumes = List.copyOf(volumes);
        moments = List.copyOf(moments);
    }

    /** Of computed volumes, in their order. */
    public static MomentCurve of(List<CrystalScan.Point> points) {
        return new MomentCurve(
                points.stream().map(CrystalScan.Point::volume).toList(),
                points.stream().flatMap(point -> point.magnetism().stream()).toList());
    }

    /** Something of the moments at each volume; empty without spin. */
    <T> Optional<List<T>> each(Function<Magnetism, T> part) {
        return moments.isEmpty()
                ? Optional.empty()
                : Optional.of(moments.stream().map(part).toList());
    }

    /** What the header of a table of the volumes continues with. */
    String header() {
        StringBuilder header = new StringBuilder();
        if (!moments.isEmpty()) {
            header.append(",moment_mub,absolute_moment_mub");
            for (int site = 1; site <= moments.get(0).sites().size(); site++) {
                header.append(",moment_of_site_").append(site).append("_mub");
            }
        }
        return header.toString();
    }

    /** What a row of the table continues with. */
    String cells(int index) {
        StringBuilder cells = new StringBuilder();
        if (!moments.isEmpty()) {
            Magnetism at = moments.get(index);
            cells.append(',').append(at.total()).append(',').append(at.absolute());
            at.sites().forEach(moment -> cells.append(',').append(moment));
        }
        return cells.toString();
    }

    /**
     * The doubt that energies of different magnetic states are on one curve: between two
     * neighbouring volumes a moment vanishes, or changes by far more than the volume does.
     */
    public Optional<Warning> doubt(String crystal, String functional) {
        List<Integer> order =
                IntStream.range(0, moments.size())
                        .boxed()
                        .sorted(Comparator.comparing(volumes::get))
                        .toList();
        Optional<Warning> jump = Optional.empty();
        for (int i = 1; i < order.size(); i++) {
            int a = order.get(i - 1);
            int b = order.get(i);
            double one = moments.get(a).absolute();
            double other = moments.get(b).absolute();
            double greater = Math.max(one, other);
            if (greater < NONE) {
                continue;
            }
            if (Math.min(one, other) < COLLAPSED * greater) {
                return Optional.of(
                        new Warning(
                                "moment-collapsed",
                                text(
                                        crystal,
                                        functional,
                                        a,
                                        b,
                                        "the moment is lost",
                                        "the curve joins a magnetic and a non-magnetic state")));
            }
            double change =
                    Math.max(
                            greater - Math.min(one, other),
                            Math.abs(
                                    Math.abs(moments.get(a).total())
                                            - Math.abs(moments.get(b).total())));
            if (change > JUMP * greater && jump.isEmpty()) {
                jump =
                        Optional.of(
                                new Warning(
                                        "moment-jumps",
                                        text(
                                                crystal,
                                                functional,
                                                a,
                                                b,
                                                "the moment jumps",
                                                "the curve may join different magnetic states")));
            }
        }
        return jump;
    }

    private String text(
            String crystal, String functional, int a, int b, String what, String meaning) {
        return String.format(
                Locale.ROOT,
                "%s of %s with %s between %.4f and %.4f bohr³, from %.3f to %.3f µB per cell"
                        + " (absolute: from %.3f to %.3f µB): %s",
                what,
                crystal,
                functional,
                volumes.get(a),
                volumes.get(b),
                moments.get(a).total(),
                moments.get(b).total(),
                moments.get(a).absolute(),
                moments.get(b).absolute(),
                meaning);
    }
}
