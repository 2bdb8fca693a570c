package xcflow.functional.reference;

import java.util.ArrayList;
import xcflow.functional.Points;

/** Points that span densities and reduced gradients met in atoms. */
final class PointGrid {
    private PointGrid() {}

    static Points unpolarised() {
        var rho = new ArrayList<Double>();
        var sigma = new ArrayList<Double>();
        for (double density = 1e-9; density < 1e4; density *= 7.3) {
            for (double s : new double[] {0, 1e-6, 1e-3, 0.1, 0.5, 1, 2, 4, 10}) {
                double gradient =
                        2 * s * Math.cbrt(3 * Math.PI * Math.PI) * Math.pow(density, 4.0 / 3);
                rho.add(density);
                sigma.add(gradient * gradient);
            }
        }
        return Points.unpolarised(array(rho), array(sigma));
    }

    /** The same densities, given as two equal spin densities. */
    static Points split(Points points) {
        var split = Points.allocate(points.size(), true);
        for (int i = 0; i < points.size(); i++) {
            split.rhoA[i] = split.rhoB[i] = points.rhoA[i] / 2;
            split.sigmaAA[i] = split.sigmaAB[i] = split.sigmaBB[i] = points.sigmaAA[i] / 4;
        }
        return split;
    }

    private static double[] array(ArrayList<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
