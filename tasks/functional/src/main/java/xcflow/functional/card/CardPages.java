package xcflow.functional.card;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.export.Exported;
import xcflow.spi.FunctionalCard;

/** Model cards in the formats that there are. */
public final class CardPages implements FunctionalCard {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Override
    public List<String> formats() {
        return List.of("html", "md", "json");
    }

    @Override
    public byte[] page(String format, byte[] functional, Recorded recorded, boolean measure)
            throws IOException {
        var exported = Exported.of(functional);
        Optional<Section> cost =
                measure ? Optional.of(Cost.measured(exported.functional())) : Optional.empty();
        var card = new CardContent(exported, recorded).card(cost);
        String text =
                switch (format) {
                    case "html" -> CardHtml.of(card);
                    case "md" -> CardMarkdown.of(card);
                    case "json" -> json(card);
                    default -> throw new IOException("there is no format " + format);
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Card card) {
        var root = new LinkedHashMap<String, Object>();
        root.put("functional", card.label());
        root.put("digest", card.digest());
        root.putAll(card.facts());
        var parts = new ArrayList<Object>();
        for (var part : card.parts()) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("title", part.title());
            entry.put("text", part.section().paragraphs());
            if (!part.section().rows().isEmpty()) {
                entry.put("headings", part.section().headings());
                entry.put("rows", part.section().rows());
            }
            parts.add(entry);
        }
        root.put("parts", parts);
        return JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }
}
