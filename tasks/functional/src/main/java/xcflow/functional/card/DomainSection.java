package xcflow.functional.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import xcflow.functional.card.HistogramPicture.Tick;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.TrainingDomain;
import xcflow.spi.FunctionalCard.Section;

/** Where a functional was trained, and so where it should not be used. */
final class DomainSection {
    private DomainSection() {}

    static Card.Part of(NeuralFunctional functional) {
        var domain = functional.trainedOn();
        var text = new ArrayList<String>();
        var pictures = new ArrayList<String>();
        if (domain.isPresent()) {
            text.add(ranges(domain.get()));
            text.add(
                    "Elsewhere the networks extrapolate: scf, single points and validations warn"
                            + " (extrapolated) when more than a thousandth of the electrons is"
                            + " there. The histograms show where the electrons of the training"
                            + " systems are.");
            pictures.addAll(pictures(domain.get()));
        } else {
            text.add(
                    "Its file does not say where it was trained: nothing is known about where it"
                            + " extrapolates.");
        }
        text.add(
                "It depends on the density and its gradient alone. Dispersion, and whatever needs"
                        + " exact exchange or the kinetic energy density, are beyond it.");
        return new Card.Part(
                "Where not to use it", new Section(text, List.of(), List.of()), false, pictures);
    }

    private static String ranges(TrainingDomain domain) {
        double[] rs = domain.densityParameterRange();
        double[] s = domain.reducedGradientRange();
        return String.format(
                Locale.ROOT,
                "It was trained on the densities of %d systems with %.4g electrons, which have r_s"
                        + " from %.3g to %.3g bohr and s from %.3g to %.3g.",
                domain.systems(),
                domain.electrons(),
                rs[0],
                rs[1],
                s[0],
                s[1]);
    }

    private static List<String> pictures(TrainingDomain domain) {
        return List.of(
                HistogramPicture.of(
                        "Electrons by density parameter",
                        "r_s (bohr)",
                        domain.densityParameter(),
                        ticks(0.5, 0.05, 0.2, 0.5, 1, 2, 5, 20, 100)),
                HistogramPicture.of(
                        "Electrons by reduced gradient",
                        "s",
                        domain.reducedGradient(),
                        ticks(1, 0, 0.25, 0.5, 1, 2, 4, 10)));
    }

    /** At x/(1 + x) of the given values to a power. */
    private static List<Tick> ticks(double power, double... values) {
        return DoubleStream.of(values)
                .mapToObj(
                        value -> {
                            double x = Math.pow(value, power);
                            String label =
                                    value == Math.rint(value)
                                            ? String.format(Locale.ROOT, "%.0f", value)
                                            : String.valueOf(value);
                            return new Tick(x / (1 + x), label);
                        })
                .toList();
    }

    /** The same for programs. */
    static Map<String, Object> facts(TrainingDomain domain) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("systems", domain.systems());
        facts.put("electrons", domain.electrons());
        facts.put("density-parameter-range", boxed(domain.densityParameterRange()));
        facts.put("reduced-gradient-range", boxed(domain.reducedGradientRange()));
        facts.put("density-parameter-shares", domain.densityParameter());
        facts.put("reduced-gradient-shares", domain.reducedGradient());
        return facts;
    }

    /** JSON knows no infinity: an open end is null. */
    private static List<Double> boxed(double[] range) {
        var list = new ArrayList<Double>();
        for (double value : range) {
            list.add(Double.isFinite(value) ? Double.valueOf(value) : null);
        }
        return list;
    }
}
