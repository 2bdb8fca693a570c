package xcflow.functional.audit;

import java.util.ArrayList;
import java.util.List;
import xcflow.functional.Separable;

/** Tries the exact constraints on a functional. */
public final class Audit {
    private final AuditGrid grid;

    /** An audit on the standard grid. */
    public Audit() {
        this(AuditGrid.standard());
    }

    public Audit(AuditGrid grid) {
        this.grid = grid;
    }

    /** What was found of all constraints, in the order of {@link Constraint}. */
    public List<Finding> of(Separable functional) {
        var findings = new ArrayList<Finding>();
        findings.addAll(new ExchangeChecks(functional.exchange(), grid).findings());
        findings.addAll(new CorrelationChecks(functional.correlation(), grid).findings());
        findings.addAll(new CombinedChecks(functional, grid).findings());
        findings.sort((one, other) -> one.constraint().compareTo(other.constraint()));
        return List.copyOf(findings);
    }
}
