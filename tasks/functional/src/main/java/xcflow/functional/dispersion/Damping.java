package xcflow.functional.dispersion;

/**
 * Parameters of rational damping, fitted to a functional: −½ Σ_AB Σ_n s_n C_n / (R^n + (a₁ R₀ +
 * a₂)^n) with n = 6 and 8. S. Grimme, S. Ehrlich and L. Goerigk, J. Comput. Chem. 32, 1456 (2011),
 * eqs. 5 and 6.
 *
 * @param functional to which they belong, as xcflow calls it
 * @param a2 bohr
 * @param source where they are published
 */
public record Damping(
        DispersionModel model,
        String functional,
        double s6,
        double s8,
        double a1,
        double a2,
        String source) {}
