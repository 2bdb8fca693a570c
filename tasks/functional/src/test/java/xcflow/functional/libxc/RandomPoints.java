package xcflow.functional.libxc;

import java.util.Random;
import xcflow.functional.Points;

/** Densities and gradients as they occur in atoms, from a fixed seed. */
final class RandomPoints {
    private RandomPoints() {}

    static Points of(int count, boolean polarised, long seed) {
        var random = new Random(seed);
        var points = Points.allocate(count, polarised);
        for (int i = 0; i < count; i++) {
            double rho = Math.exp(-14 + 20 * random.nextDouble());
            double s = 3 * random.nextDouble();
            double gradient = 2 * s * Math.cbrt(3 * Math.PI * Math.PI) * Math.pow(rho, 4.0 / 3);
            if (polarised) {
                double up = 0.02 + 0.96 * random.nextDouble();
                double upGradient = gradient * (0.2 + 0.6 * random.nextDouble());
                double downGradient = gradient - upGradient;
                double cosine = 1 - 0.5 * random.nextDouble();
                points.rhoA[i] = rho * up;
                points.rhoB[i] = rho * (1 - up);
                points.sigmaAA[i] = upGradient * upGradient;
                points.sigmaBB[i] = downGradient * downGradient;
                points.sigmaAB[i] = upGradient * downGradient * cosine;
            } else {
                points.rhoA[i] = rho;
                points.sigmaAA[i] = gradient * gradient;
            }
        }
        return points;
    }
}
