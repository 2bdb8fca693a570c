package xcflow.functional.card;

import java.util.List;
import java.util.stream.Collectors;

/** A card as Markdown, without pictures. */
final class CardMarkdown {
    private CardMarkdown() {}

    static String of(Card card) {
        var text = new StringBuilder("# " + escaped(card.label()) + "\n");
        for (var part : card.parts()) {
            text.append("\n## ").append(part.title()).append("\n\n");
            var section = part.section();
            if (part.code()) {
                text.append("```\n");
                section.paragraphs().forEach(line -> text.append(line).append('\n'));
                text.append("```\n");
            } else {
                text.append(
                        section.paragraphs().stream()
                                .map(CardMarkdown::escaped)
                                .collect(Collectors.joining("\n\n")));
                text.append(section.paragraphs().isEmpty() ? "" : "\n");
            }
            if (!section.rows().isEmpty()) {
                text.append('\n').append(row(section.headings()));
                text.append("|").append(" --- |".repeat(section.headings().size())).append('\n');
                section.rows().forEach(row -> text.append(row(row)));
            }
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream()
                        .map(cell -> escaped(cell).replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |"))
                + "\n";
    }

    /** What Markdown would take for something else. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_<>\\[\\]#])", "\\\\$1").replace('\n', ' ');
    }
}
