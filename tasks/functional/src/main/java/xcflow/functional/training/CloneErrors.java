package xcflow.functional.training;

import java.util.Arrays;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.Architecture;

/**
 * How far a functional is from a reference on given densities. Means are weighted with the
 * electrons that a point stands for.
 *
 * @param exchangeFactor root mean square error of F_x = e_x/e_x^unif
 * @param correlationFactor the same of F_c = e_c/e_c^unif
 * @param potential the same of v_ρ, Ha
 * @param gradient the same of 2 Σ σ v_σ / ρ, Ha
 * @param energies for each system the error of the integrated E_xc, Ha
 */
public record CloneErrors(
        double exchangeFactor,
        double correlationFactor,
        double potential,
        double gradient,
        double[] energies) {

    /** Compares two functionals. */
    public static CloneErrors measure(Separable functional, Separable reference, DataSet set) {
        var gas = (Separable) Functionals.named(Architecture.UNIFORM_GAS);
        var clone = evaluate(functional, set);
        var target = evaluate(reference, set);
        var points = set.points();
        double[] energies = new double[set.systems().size()];
        double total = 0;
        double potential = 0;
        double gradient = 0;
        for (int i = 0; i < set.size(); i++) {
            double w = set.weights()[i];
            double up = Math.max(points.rhoA[i], 0);
            double down = Math.max(points.rhoB[i], 0);
            energies[set.system()[i]] += w * (clone.energy[i] - target.energy[i]);
            if (!(up + down > 1e-14)) {
                continue;
            }
            double dUp = clone.vRhoA[i] - target.vRhoA[i];
            double dDown = clone.vRhoB[i] - target.vRhoB[i];
            double dSigma =
                    2
                            * (points.sigmaAA[i] * (clone.vSigmaAA[i] - target.vSigmaAA[i])
                                    + points.sigmaAB[i] * (clone.vSigmaAB[i] - target.vSigmaAB[i])
                                    + points.sigmaBB[i] * (clone.vSigmaBB[i] - target.vSigmaBB[i]))
                            / (up + down);
            total += w * (up + down);
            potential += w * (up * dUp * dUp + down * dDown * dDown);
            gradient += w * (up + down) * dSigma * dSigma;
        }
        return new CloneErrors(
                factor(functional.exchange(), reference.exchange(), gas.exchange(), set),
                factor(functional.correlation(), reference.correlation(), gas.correlation(), set),
                Math.sqrt(potential / total),
                Math.sqrt(gradient / total),
                energies);
    }

    /** Mean absolute error of the integrated energies, Ha. */
    public double energyMean() {
        return Arrays.stream(energies).map(Math::abs).average().orElse(Double.NaN);
    }

    /** Greatest absolute error of the integrated energies, Ha. */
    public double energyMaximum() {
        return Arrays.stream(energies).map(Math::abs).max().orElse(Double.NaN);
    }

    private static double factor(
            Functional functional, Functional reference, Functional gas, DataSet set) {
        var clone = evaluate(functional, set);
        var target = evaluate(reference, set);
        var uniform = evaluate(gas, set);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < set.size(); i++) {
            if (uniform.energy[i] < 0) {
                double n = set.weights()[i] * (set.points().rhoA[i] + set.points().rhoB[i]);
                double deviation = (clone.energy[i] - target.energy[i]) / uniform.energy[i];
                sum += n * deviation * deviation;
                total += n;
            }
        }
        return Math.sqrt(sum / total);
    }

    private static Results evaluate(Functional functional, DataSet set) {
        var results = Results.like(set.points());
        functional.evaluate(set.points(), results);
        return results;
    }
}
