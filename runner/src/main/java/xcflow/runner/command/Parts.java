package xcflow.runner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.runner.view.Amounts;
import xcflow.spi.Artefact;

/**
 * A plain value in lines, each with the path of a part and what stands there; parts in which
 * nothing stands are left out. Numbers keep their digits: this is what was recorded.
 */
final class Parts {
    /** Of a longer text only the beginning is shown. */
    private static final int MOST_LINES = 12;

    private static final int LONGEST_LIST = 20;

    private final List<String[]> parts = new ArrayList<>();

    private Parts() {}

    /** The lines, the second column aligned. */
    static List<String> of(Object value) {
        Parts all = new Parts();
        all.add("", value);
        int widest = all.parts.stream().mapToInt(part -> part[0].length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (String[] part : all.parts) {
            String indent = " ".repeat(widest + 2);
            List<String> text = part[1].strip().lines().toList();
            String name = part[0] + indent.substring(part[0].length());
            for (String line : text.subList(0, Math.min(MOST_LINES, text.size()))) {
                lines.add(name + line);
                name = indent;
            }
            if (text.size() > MOST_LINES) {
                lines.add(indent + "… " + (text.size() - MOST_LINES) + " more lines");
            }
        }
        return lines;
    }

    private void add(String path, Object value) {
        if (value instanceof Artefact artefact) {
            put(
                    path,
                    artefact.name()
                            + "  "
                            + Amounts.bytes(artefact.size())
                            + "  "
                            + artefact.digest().substring(0, 12));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, inner) -> add(path.isEmpty() ? (String) key : path + "." + key, inner));
        } else if (value instanceof List<?> list) {
            list(path, list);
        } else if (value != null && !value.toString().isBlank()) {
            put(path, value.toString());
        }
    }

    private void list(String path, List<?> list) {
        boolean simple =
                list.stream()
                        .noneMatch(
                                each ->
                                        each instanceof Map
                                                || each instanceof List
                                                || each instanceof Artefact);
        int shown = Math.min(LONGEST_LIST, list.size());
        String more = list.size() > shown ? "… " + (list.size() - shown) + " more" : "";
        if (simple && !list.isEmpty()) {
            List<String> texts = new ArrayList<>();
            list.subList(0, shown).forEach(each -> texts.add(String.valueOf(each)));
            if (!more.isEmpty()) {
                texts.add(more);
            }
            put(path, String.join(", ", texts));
            return;
        }
        for (int i = 0; i < shown; i++) {
            add(path + "[" + i + "]", list.get(i));
        }
        if (!simple && !more.isEmpty()) {
            put(path, more);
        }
    }

    private void put(String path, String text) {
        parts.add(new String[] {path, text});
    }
}
