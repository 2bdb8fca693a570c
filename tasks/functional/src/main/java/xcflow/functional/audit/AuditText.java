package xcflow.functional.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
            entry.judged().ifPresent(j -> text.append(' ').append(j).append(" |"));
            text.append('\n');
        }
        addNorms(report, text);
        return text.toString();
    }

    private static void addNorms(AuditReport report, StringBuilder text) {
        var headings = normHeadings(report);
        text.append("\n| ").append(String.join(" | ", headings)).append(" |\n");
        text.append("| --- ".repeat(headings.size())).append("|\n");
        for (var row : norms(report)) {
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
        }
    }

    /** Headings of {@link #norms}. */
    public static List<String> normHeadings(AuditReport report) {
        var headings = new ArrayList<>(List.of("norm", "energy / Ha", "exact / Ha", "deviation"));
        report.parent().ifPresent(parent -> headings.add("that of " + parent));
        return headings;
    }

    /** Energies of known systems, row by row. */
    public static List<List<String>> norms(AuditReport report) {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < report.norms().size(); i++) {
            var value = report.norms().get(i);
            var row = new ArrayList<String>();
            row.add(value.norm().part().label() + " of " + value.norm().system());
            row.add(format("%.5f", value.energy()));
            row.add(format("%.5f", value.norm().energy()));
            row.add(deviation(value));
            if (!report.normsOfParent().isEmpty()) {
                row.add(deviation(report.normsOfParent().get(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String deviation(Norm.Value value) {
        return value.norm().energy() == 0
                ? format("%.2g mHa", 1e3 * value.energy())
                : format("%+.2f %%", value.relative());
    }

    /** One sentence with the counts. */
    public static String summary(AuditReport report) {
        var text = new StringBuilder();
        text.append(report.functional())
                .append(" obeys ")
                .append(report.held())
                .append(" of ")
                .append(report.applying())
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
        if (finding.exempt().isPresent()) {
            return "does not apply: " + finding.exempt().get();
        }
        String symbol = finding.constraint().symbol();
        if (finding.holds()) {
            return symbol.isEmpty() ? "holds" : format("holds: %s = %.4f", symbol, finding.value());
        }
        if (finding.first() == null) {
            return symbol.isEmpty()
                    ? format("violated by %.3g", finding.value())
                    : format("violated: %s = %.4f", symbol, finding.value());
        }
        String where = format("first at %s", finding.first());
        if (!finding.worst().equals(finding.first())) {
            where += format(", most at %s", finding.worst());
        }
        return format(
                "violated by up to %.3g at %.1f %% of the points, %s",
                finding.value(), 100 * finding.fraction(), where);
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
        root.put("norms", report.norms().stream().map(AuditText::values).toList());
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
        finding.exempt().ifPresent(reason -> values.put("does-not-apply", reason));
        values.put("value", finding.value());
        values.put("fraction", finding.fraction());
        if (finding.first() != null) {
            values.put("first", values(finding.first()));
            values.put("worst", values(finding.worst()));
        }
        return values;
    }

    private static Map<String, Object> values(Norm.Value value) {
        var values = new LinkedHashMap<String, Object>();
        values.put("system", value.norm().system());
        values.put("part", value.norm().part().label());
        values.put("energy", value.energy());
        values.put("exact", value.norm().energy());
        values.put("source", value.norm().source());
        return values;
    }

    private static Map<String, Object> values(GridPoint point) {
        var values = new LinkedHashMap<String, Object>();
        values.put("rs", point.rs());
        values.put("zeta", point.zeta());
        values.put("s", point.s());
        point.alpha().ifPresent(alpha -> values.put("alpha", alpha));
        return values;
    }
}
