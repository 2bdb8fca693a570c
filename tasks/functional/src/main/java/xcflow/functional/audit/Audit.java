package xcflow.functional.audit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import xcflow.functional.Separable;

/** Tries the exact constraints on a functional. */
public final class Audit {
    private static final String NO_KINETIC_ENERGY = "no kinetic energy density";
    private static final String OWN_ORDERS =
            "meta-GGAs have the second order of each part by itself";

    /** Null: the standard one for the functional. */
    private final AuditGrid grid;

    /** An audit on the standard grid of what the functional depends on. */
    public Audit() {
        this(null);
    }

    public Audit(AuditGrid grid) {
        this.grid = grid;
    }

    /** What was found of all constraints, in the order of {@link Constraint}. */
    public List<Finding> of(Separable functional) {
        var tried = grid == null ? AuditGrid.fitting(functional) : grid;
        Map<Constraint, Finding> found = new EnumMap<>(Constraint.class);
        add(found, new ExchangeChecks(functional.exchange(), tried).findings());
        add(found, new CorrelationChecks(functional.correlation(), tried).findings());
        add(found, new CombinedChecks(functional, tried).findings());
        if (tried.isKinetic()) {
            add(found, new KineticChecks(functional, tried).findings());
        }
        return Stream.of(Constraint.values())
                .map(c -> found.containsKey(c) ? found.get(c) : Finding.exempt(c, reason(c)))
                .toList();
    }

    private static void add(Map<Constraint, Finding> found, List<Finding> more) {
        more.forEach(finding -> found.put(finding.constraint(), finding));
    }

    private static String reason(Constraint constraint) {
        return constraint.isKinetic() ? NO_KINETIC_ENERGY : OWN_ORDERS;
    }
}
