package xcflow.functional.audit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An {@link AuditReport} as a Markdown table and as plain values for JSON. */
public final class AuditText {
    private AuditText() {}

    /** Title, sentence and table in Markdown. */
    public static String markdown(AuditReport report) {
        var text = new StringBuilder();
        text.append("# Constraints of ").append(report.functional()).append("\n\n");
        text.append(summary(report)).append("\n\n");
        boolean compared = report.parent().isPresent();
        text.append("| constraint | tried | verdict |");
        text.append(compared ? " parent | judgement |\n" : "\n");
        text.append("| --- | --- | --- |").append(compared ? " --- | --- |\n" : "\n");
        for (var entry : report.entries()) {
            var constraint = entry.finding().constraint();
            text.append("| ").append(constraint.title());
            text.append(" | ").append(constraint.statement());
            text.append(" | ").append(verdict(entry.finding())).append(" |");
            entry.ofParent().ifPresent(f -> text.append(' ').append(verdict(f)).append(" |"));
            entry.judgement().ifPresent(j -> text.append(' ').append(j.label()).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    /** One sentence with the counts. */
    public static String summary(AuditReport report) {
        var text = new StringBuilder();
        text.append(report.functional())
                .append(" obeys ")
                .append(report.held())
                .append(" of ")
                .append(report.entries().size())
                .append(" constraints on the grid.");
        report.parent()
                .ifPresent(
                        parent -> {
                            text.append(" Compared with ").append(parent).append(':');
                            for (var judgement : AuditReport.Judgement.values()) {
                                text.append(judgement.ordinal() == 0 ? " " : ", ")
                                        .append(report.count(judgement))
                                        .append(' ')
                                        .append(judgement.label());
                            }
                            text.append('.');
                        });
        return text.toString();
    }

    /** The verdict in a few words. */
    public static String verdict(Finding finding) {
        boolean number = finding.constraint() == Constraint.GRADIENT_COEFFICIENT;
        if (finding.holds()) {
            return number ? format("holds: μ = %.4f", finding.value()) : "holds";
        }
        if (finding.first() == null) {
            return format(number ? "violated: μ = %.4f" : "violated by %.3g", finding.value());
        }
        return format(
                "violated by up to %.3g at %.1f %% of the points, first at %s",
                finding.value(), 100 * finding.fraction(), finding.first());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** Maps, lists, texts and numbers only; keys in a fixed order. */
    public static Map<String, Object> values(AuditReport report) {
        var root = new LinkedHashMap<String, Object>();
        root.put("functional", report.functional());
        report.parent().ifPresent(parent -> root.put("parent", parent));
        root.put("held", report.held());
        root.put("constraints", report.entries().stream().map(AuditText::values).toList());
        return root;
    }

    private static Map<String, Object> values(AuditReport.Entry entry) {
        var values = values(entry.finding());
        entry.ofParent().ifPresent(found -> values.put("parent", values(found)));
        entry.judgement().ifPresent(judgement -> values.put("judgement", judgement.label()));
        return values;
    }

    private static Map<String, Object> values(Finding finding) {
        var values = new LinkedHashMap<String, Object>();
        values.put("constraint", finding.constraint().id());
        values.put("statement", finding.constraint().statement());
        values.put("holds", finding.holds());
        values.put("value", finding.value());
        values.put("fraction", finding.fraction());
        if (finding.first() != null) {
            values.put("first", values(finding.first()));
            values.put("worst", values(finding.worst()));
        }
        return values;
    }

    private static Map<String, Object> values(GridPoint point) {
        var values = new LinkedHashMap<String, Object>();
        values.put("rs", point.rs());
        values.put("zeta", point.zeta());
        values.put("s", point.s());
        return values;
    }
}
