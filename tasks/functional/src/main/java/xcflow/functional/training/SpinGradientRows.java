package xcflow.functional.training;

import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.Variables;

/**
 * The rows 2 σ/ρ ∂e/∂σ of a point, one for each of σ↑↑, σ↑↓ and σ↓↓, of a factor that depends on
 * their parts q = 2 (p↑↑ + p↓↓), d = 2 (p↑↑ − p↓↓) and p = p↑↑ + 2 p↑↓ + p↓↓.
 *
 * @param base what the factor multiplies, at all points
 * @param target what the product shall be
 * @param point number of the point
 */
record SpinGradientRows(Points points, Results base, Results target, int point) {

    /**
     * Stores the rows.
     *
     * @param first number of the first of them
     * @param v variables of the block that holds the point
     * @param k place of the point in the block
     */
    void store(Samples samples, int first, double weight, Variables v, int k) {
        double rho = points.rhoA[point] + points.rhoB[point];
        double e = base.energy[point] / rho;
        double up = (v.spinSum[k] + v.spinDifference[k]) / 4;
        double down = (v.spinSum[k] - v.spinDifference[k]) / 4;
        double mixed = (v.p[k] - up - down) / 2;
        row(samples, first, weight, points.sigmaAA, base.vSigmaAA, target.vSigmaAA, 2 * e * up);
        samples.spinRow(point, first, weight, 4 * e * up, 4 * e * up);
        row(
                samples,
                first + 1,
                weight,
                points.sigmaAB,
                base.vSigmaAB,
                target.vSigmaAB,
                4 * e * mixed);
        row(
                samples,
                first + 2,
                weight,
                points.sigmaBB,
                base.vSigmaBB,
                target.vSigmaBB,
                2 * e * down);
        samples.spinRow(point, first + 2, weight, 4 * e * down, -4 * e * down);
    }

    private void row(
            Samples samples,
            int row,
            double weight,
            double[] sigma,
            double[] baseSlope,
            double[] targetSlope,
            double betaP) {
        double virial = 2 * sigma[point] / (points.rhoA[point] + points.rhoB[point]);
        samples.row(
                point,
                row,
                weight,
                virial * baseSlope[point],
                0,
                0,
                betaP,
                virial * targetSlope[point]);
    }
}
