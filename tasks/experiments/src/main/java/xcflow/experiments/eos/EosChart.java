package xcflow.experiments.eos;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import xcflow.figures.Chart;
import xcflow.figures.Panel;
import xcflow.figures.Quantity;
import xcflow.numerics.Constants;

/**
 * A picture of the equations of state of one crystal, one line for each functional; curves of
 * several lie on each other, so their differences from the first stand below.
 */
public final class EosChart {
    private static final int STEPS = 100;
    private static final double MILLI = 1e3;
    private static final double CUBE = Math.pow(Constants.BOHR_IN_ANGSTROM, 3);
    private static final Quantity VOLUME = Quantity.of("volume per atom", "Å^{3}");

    private final Chart chart;

    /**
     * @param curves of the same crystal
     */
    public EosChart(String crystal, List<FittedCurve> curves) {
        chart = new Chart("Equation of state of " + crystal);
        Panel energies =
                chart.panel(VOLUME, Quantity.of("energy above the minimum per atom", "meV"));
        double low = volumes(curves).min().orElse(0);
        double high = volumes(curves).max().orElse(1);
        double[] grid = new double[STEPS + 1];
        Arrays.setAll(grid, k -> low + (high - low) * k / STEPS);
        double[] shown = Arrays.stream(grid).map(v -> v * CUBE).toArray();
        for (FittedCurve fitted : curves) {
            EnergyCurve curve = fitted.curve();
            energies.line(curve.functional(), shown, energies(fitted, grid))
                    .marks(
                            curve.volumes().stream()
                                    .mapToDouble(v -> v / curve.atoms() * CUBE)
                                    .toArray(),
                            curve.energies().stream()
                                    .mapToDouble(
                                            e -> scale(curve) * (e - fitted.fit().curve().energy()))
                                    .toArray());
        }
        if (curves.size() > 1) {
            String first = curves.get(0).curve().functional();
            double[] base = energies(curves.get(0), grid);
            Panel differences =
                    chart.panel(VOLUME, Quantity.of("difference from " + first, "meV")).height(110);
            for (FittedCurve fitted : curves) {
                double[] difference = energies(fitted, grid);
                Arrays.setAll(difference, k -> difference[k] - base[k]);
                differences.line(fitted.curve().functional(), shown, difference);
            }
            differences.level("", 0);
        }
    }

    private static java.util.stream.DoubleStream volumes(List<FittedCurve> curves) {
        return curves.stream()
                .flatMapToDouble(
                        fitted ->
                                fitted.curve().volumes().stream()
                                        .mapToDouble(v -> v / fitted.curve().atoms()));
    }

    private static double scale(EnergyCurve curve) {
        return MILLI * Constants.HARTREE_IN_EV / curve.atoms();
    }

    /** At volumes per atom in bohr³, above the minimum, meV per atom. */
    private static double[] energies(FittedCurve fitted, double[] volumes) {
        EquationOfState eos = fitted.fit().curve();
        int atoms = fitted.curve().atoms();
        return Arrays.stream(volumes)
                .map(v -> scale(fitted.curve()) * (eos.energyAt(v * atoms) - eos.energy()))
                .toArray();
    }

    /** Writes the picture as SVG. */
    public void write(OutputStream out) throws IOException {
        chart.figure().writeSvg(out);
    }
}
