package xcflow.functional.audit;

import java.util.ArrayList;
import java.util.List;
import xcflow.functional.DensityScales;
import xcflow.functional.Separable;

/** Constraints on the sum of exchange and correlation. */
final class CombinedChecks {
    /**
     * Lieb-Oxford constant over that of the uniform gas, 1.679 / ((3/4)(3/π)^{1/3}), to the digits
     * that PBE's authors used.
     */
    private static final double BOUND = -1.679 / DensityScales.EXCHANGE;

    /** μ and π²β/3 agree to the digits that are usually printed. */
    private static final double RESPONSE_DIGITS = 1e-3;

    private final Separable functional;
    private final AuditGrid grid;

    CombinedChecks(Separable functional, AuditGrid grid) {
        this.functional = functional;
        this.grid = grid;
    }

    List<Finding> findings() {
        var factors = EnhancementFactors.of(functional, grid.size(), grid::point);
        var bound = new Violations(Constraint.LIEB_OXFORD);
        var extension = new Violations(Constraint.LIEB_OXFORD_EXTENSION);
        for (int i = 0; i < grid.size(); i++) {
            var point = grid.point(i);
            double factor = factors.factor()[i];
            bound.add(point, factor - BOUND);
            extension.add(point, factor + factors.slope()[i] - BOUND);
        }
        var findings = new ArrayList<>(List.of(bound.finding(), extension.finding()));
        // That the second orders cancel is no aim of meta-GGAs, which have those of both parts.
        if (!grid.isKinetic()) {
            findings.add(linearResponse());
        }
        return findings;
    }

    private Finding linearResponse() {
        double response =
                GradientCoefficients.exchange(functional.exchange())
                        - GradientCoefficients.correlation(functional.correlation());
        return Finding.ofNumber(
                Constraint.LINEAR_RESPONSE, Math.abs(response) <= RESPONSE_DIGITS, response);
    }
}
