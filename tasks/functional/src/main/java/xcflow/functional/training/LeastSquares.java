package xcflow.functional.training;

/** A function Σ r(θ)² to be minimised. */
interface LeastSquares {

    /** Length of θ. */
    int parameters();

    /** Length of r. */
    int rows();

    /** Stores r(θ). */
    void deviations(double[] theta, double[] r);

    /** Stores r(θ) and ∂r/∂θ [rows × parameters], row-major. */
    void jacobian(double[] theta, double[] r, double[] jacobian);

    /** Stores r(θ) and returns its square, while {@code gradient} receives ∂(½Σr²)/∂θ. */
    double gradient(double[] theta, double[] r, double[] gradient);
}
