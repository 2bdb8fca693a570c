package xcflow.functional.libxc;

import java.util.Random;
import xcflow.functional.Points;
import xcflow.functional.Variable;

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

    /** The same with kinetic energy densities above those of single orbitals. */
    static Points kinetic(int count, boolean polarised, long seed) {
        var without = of(count, polarised, seed);
        var points = Points.allocate(count, polarised, Variable.KINETIC);
        var random = new Random(seed + 1);
        for (int i = 0; i < count; i++) {
            points.rhoA[i] = without.rhoA[i];
            points.sigmaAA[i] = without.sigmaAA[i];
            if (polarised) {
                points.rhoB[i] = without.rhoB[i];
                points.sigmaAB[i] = without.sigmaAB[i];
                points.sigmaBB[i] = without.sigmaBB[i];
            }
            for (int spin = 0; spin < (polarised ? 2 : 1); spin++) {
                double rho = spin == 0 ? points.rhoA[i] : points.rhoB[i];
                double sigma = spin == 0 ? points.sigmaAA[i] : points.sigmaBB[i];
                double gas =
                        0.3 * Math.pow(3 * Math.PI * Math.PI, 2.0 / 3) * Math.pow(rho, 5.0 / 3);
                points.of(Variable.TAU)[spin][i] =
                        sigma / (8 * rho) + (0.1 + 2 * random.nextDouble()) * gas;
            }
        }
        return points;
    }
}
