package xcflow.functional.neural;

/**
 * Exact constraints that a constrained functional obeys by construction. Exact spin scaling of
 * exchange cannot be switched off.
 *
 * @param exchangeUniformGas F_x(s = 0) = 1
 * @param exchangeScaling F_x depends on s alone: E_x scales linearly with a uniform scaling of
 *     coordinates
 * @param liebOxford 0 ≤ F_x ≤ 1.804, the local Lieb–Oxford bound
 * @param correlationUniformGas F_c(s = 0) = 1
 * @param correlationSign F_c ≥ 0, so that the correlation energy is nowhere positive
 * @param correlationVanishes F_c → 0 for s → ∞; needs {@code correlationSign}
 */
public record Constraints(
        boolean exchangeUniformGas,
        boolean exchangeScaling,
        boolean liebOxford,
        boolean correlationUniformGas,
        boolean correlationSign,
        boolean correlationVanishes) {

    /** All of them. */
    public static final Constraints ALL = new Constraints(true, true, true, true, true, true);

    /** None of them. */
    public static final Constraints NONE =
            new Constraints(false, false, false, false, false, false);

    public Constraints {
        if (correlationVanishes && !correlationSign) {
            throw new IllegalArgumentException(
                    "that correlation vanishes for large gradients can only be built in together"
                            + " with its sign: switch correlation-vanishes off too");
        }
    }
}
