package xcflow.experiments.eos;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import xcflow.functional.plot.Canvas;
import xcflow.numerics.Constants;

/** A picture of the equations of state of one crystal, one line for each functional. */
public final class EosChart {
    private static final int STEPS = 100;
    private static final double MILLI = 1e3;
    private static final double CUBE = Math.pow(Constants.BOHR_IN_ANGSTROM, 3);

    private final Canvas chart;

    /**
     * @param curves of the same crystal
     */
    public EosChart(String crystal, List<FittedCurve> curves) {
        chart =
                new Canvas(
                        crystal, "volume per atom (Å³)", "energy above the minimum per atom (meV)");
        curves.forEach(this::add);
    }

    private void add(FittedCurve fitted) {
        EnergyCurve curve = fitted.curve();
        EquationOfState eos = fitted.fit().curve();
        double scale = MILLI * Constants.HARTREE_IN_EV / curve.atoms();
        double low = curve.volumes().stream().mapToDouble(v -> v).min().orElseThrow();
        double high = curve.volumes().stream().mapToDouble(v -> v).max().orElseThrow();
        double[] x = new double[STEPS + 1];
        double[] y = new double[STEPS + 1];
        for (int k = 0; k <= STEPS; k++) {
            double v = low + (high - low) * k / STEPS;
            x[k] = v / curve.atoms() * CUBE;
            y[k] = scale * (eos.energyAt(v) - eos.energy());
        }
        chart.curve(curve.functional(), x, y);
        chart.points(
                curve.functional() + " (computed)",
                curve.volumes().stream().mapToDouble(v -> v / curve.atoms() * CUBE).toArray(),
                curve.energies().stream().mapToDouble(e -> scale * (e - eos.energy())).toArray());
    }

    /** Writes the picture as SVG. */
    public void write(OutputStream out) throws IOException {
        chart.plot().writeSvg(out);
    }
}
