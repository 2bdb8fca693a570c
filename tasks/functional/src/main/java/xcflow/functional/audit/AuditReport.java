package xcflow.functional.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xcflow.functional.Separable;

/**
 * The audit of a functional, judged against that of its parent if it has one: a clone can only be
 * asked to obey what its parent obeys.
 *
 * @param functional name
 * @param parent name, or empty
 * @param entries one for each constraint, in the order of {@link Constraint}
 * @param norms energies of systems that are known
 * @param normsOfParent the same of the parent, in the same order; empty if there is none
 */
public record AuditReport(
        String functional,
        Optional<String> parent,
        List<Entry> entries,
        List<Norm.Value> norms,
        List<Norm.Value> normsOfParent) {

    /**
     * @param ofParent what was found of the parent, if there is one
     * @param judgement comparison with the parent, if there is one and it applies to both
     */
    public record Entry(
            Finding finding, Optional<Finding> ofParent, Optional<Judgement> judgement) {

        /**
         * The word for the judgement, or a dash where there is none beside a parent; else empty.
         */
        public Optional<String> judged() {
            return judgement.map(Judgement::label).or(() -> ofParent.map(parent -> "-"));
        }
    }

    /** A constraint of a functional compared with the same of its parent. */
    public enum Judgement {
        /** Both obey it. */
        KEPT("kept"),
        /** The functional obeys what its parent violates. */
        GAINED("gained"),
        /** Both violate it, to a similar extent. */
        INHERITED("inherited"),
        /** Both violate it, the functional more so. */
        WORSENED("worsened"),
        /** The functional violates what its parent obeys. */
        LOST("lost");

        /** How much more often or more strongly a violation counts as similar. */
        private static final double SIMILAR = 1.2;

        private final String label;

        Judgement(String label) {
            this.label = label;
        }

        /** The word shown to people and written to files. */
        public String label() {
            return label;
        }

        /** The judgement, unless the constraint is no statement about one of them. */
        static Optional<Judgement> of(Finding child, Finding parent) {
            return child.applies() && parent.applies()
                    ? Optional.of(judged(child, parent))
                    : Optional.empty();
        }

        private static Judgement judged(Finding child, Finding parent) {
            if (child.holds()) {
                return parent.holds() ? KEPT : GAINED;
            }
            if (parent.holds()) {
                return LOST;
            }
            boolean similar =
                    Math.abs(child.value()) <= SIMILAR * Math.abs(parent.value())
                            && child.fraction() <= SIMILAR * parent.fraction() + 0.01;
            return similar ? INHERITED : WORSENED;
        }
    }

    /** Audits a functional on the standard grid. */
    public static AuditReport of(Separable functional) {
        var entries =
                new Audit()
                        .of(functional).stream()
                                .map(
                                        finding ->
                                                new Entry(
                                                        finding,
                                                        Optional.empty(),
                                                        Optional.empty()))
                                .toList();
        return new AuditReport(
                functional.name(),
                Optional.empty(),
                entries,
                Norms.analytic(functional),
                List.of());
    }

    /** Audits a functional and its parent on the standard grid. */
    public static AuditReport of(Separable functional, Separable parent) {
        var child = new Audit().of(functional);
        var old = new Audit().of(parent);
        var entries =
                IntStream.range(0, child.size())
                        .mapToObj(
                                i ->
                                        new Entry(
                                                child.get(i),
                                                Optional.of(old.get(i)),
                                                Judgement.of(child.get(i), old.get(i))))
                        .toList();
        return new AuditReport(
                functional.name(),
                Optional.of(parent.name()),
                entries,
                Norms.analytic(functional),
                Norms.analytic(parent));
    }

    /**
     * The same with further norms.
     *
     * @param ofParent of the same systems; empty if there is no parent
     */
    public AuditReport with(List<Norm.Value> more, List<Norm.Value> ofParent) {
        return new AuditReport(
                functional,
                parent,
                entries,
                Stream.concat(norms.stream(), more.stream()).toList(),
                Stream.concat(normsOfParent.stream(), ofParent.stream()).toList());
    }

    /** How many constraints hold. */
    public int held() {
        return (int) entries.stream().filter(entry -> entry.finding().holds()).count();
    }

    /** How many constraints are statements about the functional. */
    public int applying() {
        return (int) entries.stream().filter(entry -> entry.finding().applies()).count();
    }

    /** How many constraints have the given judgement. */
    public int count(Judgement judgement) {
        return (int)
                entries.stream()
                        .filter(entry -> entry.judgement().equals(Optional.of(judgement)))
                        .count();
    }

    /** What was found of one constraint. */
    public Finding finding(Constraint constraint) {
        return entries.get(constraint.ordinal()).finding();
    }
}
