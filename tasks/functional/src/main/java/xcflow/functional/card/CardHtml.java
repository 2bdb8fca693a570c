package xcflow.functional.card;

import java.util.List;

/** A card as one HTML page that needs no network and no scripts, light or dark as one likes. */
final class CardHtml {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #222; --back: #fff; --faint: #e4e4e4; --soft: #666; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e8e8e8; --back: #16181c; --faint: #33363c; --soft: #a0a4ab; }
            }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back);
              max-width: 54rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { margin-bottom: 0; } h2 { margin-top: 2.2rem; border-bottom: 1px solid var(--faint); }
            .digest { color: var(--soft); font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
            table { border-collapse: collapse; width: 100%; font-size: 15px; }
            th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0;
              border-bottom: 1px solid var(--faint); overflow-wrap: anywhere; }
            th { overflow-wrap: normal; font-weight: normal; }
            pre { background: var(--faint); padding: .8rem; overflow-x: auto; font-size: 14px; white-space: pre-wrap; }
            svg { width: 100%; height: auto; display: block; margin: 1rem 0; }
            """;

    private CardHtml() {}

    static String of(Card card) {
        var html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.append("<title>").append(escaped(card.label())).append("</title>\n");
        html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        html.append("<h1>").append(escaped(card.label())).append("</h1>\n");
        html.append("<p class=\"digest\">").append(card.digest()).append("</p>\n");
        card.parts().forEach(part -> part(part, html));
        return html.append("</body>\n</html>\n").toString();
    }

    private static void part(Card.Part part, StringBuilder html) {
        html.append("<section>\n<h2>").append(escaped(part.title())).append("</h2>\n");
        var section = part.section();
        if (part.code()) {
            html.append("<pre>").append(escaped(String.join("\n", section.paragraphs())));
            html.append("</pre>\n");
        } else {
            section.paragraphs()
                    .forEach(text -> html.append("<p>").append(escaped(text)).append("</p>\n"));
        }
        if (!section.rows().isEmpty()) {
            html.append("<table>\n");
            if (section.headings().stream().anyMatch(heading -> !heading.isEmpty())) {
                row("th", section.headings(), html);
            }
            section.rows().forEach(row -> row("td", row, html));
            html.append("</table>\n");
        }
        for (String picture : part.pictures()) {
            html.append("<div>\n").append(picture).append("</div>\n");
        }
        html.append("</section>\n");
    }

    private static void row(String cell, List<String> cells, StringBuilder html) {
        html.append("<tr>");
        for (String text : cells) {
            html.append('<').append(cell).append('>').append(escaped(text));
            html.append("</").append(cell).append('>');
        }
        html.append("</tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
