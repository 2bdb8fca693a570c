package xcflow.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with indices: {@code F_{xc}}, {@code 10^{-3}}. Only braces make an index, so that names with
 * underscores stay as they are. How wide it is follows from the proportions of the usual fonts.
 */
public final class Label {
    private static final String NARROW = "fijlrtI.,:;|!'()[] -";
    private static final String WIDE = "mwMWOQGDNHU@%—→";
    private static final double SMALL = 0.72;

    private Label() {}

    /**
     * @param shift 0: on the line; -1: subscript; 1: superscript
     */
    record Run(String text, int shift) {}

    static List<Run> runs(String label) {
        List<Run> runs = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            int end =
                    (c == '_' || c == '^') && i + 1 < label.length() && label.charAt(i + 1) == '{'
                            ? label.indexOf('}', i)
                            : -1;
            if (end < 0) {
                line.append(c);
                continue;
            }
            if (line.length() > 0) {
                runs.add(new Run(line.toString(), 0));
                line.setLength(0);
            }
            String index = label.substring(i + 2, end).replace('-', '−');
            runs.add(new Run(index, c == '_' ? -1 : 1));
            i = end;
        }
        if (line.length() > 0) {
            runs.add(new Run(line.toString(), 0));
        }
        return runs;
    }

    /** Without the marks of indices. */
    public static String plain(String label) {
        StringBuilder plain = new StringBuilder();
        runs(label)
                .forEach(
                        run ->
                                plain.append(
                                        run.shift() == 0
                                                ? run.text()
                                                : (run.shift() < 0 ? "_" : "^") + run.text()));
        return plain.toString();
    }

    /** In pixels, at a size of the font in pixels. */
    public static double width(String label, double size) {
        double width = 0;
        for (Run run : runs(label)) {
            for (int i = 0; i < run.text().length(); i++) {
                width += (run.shift() == 0 ? 1 : SMALL) * letter(run.text().charAt(i));
            }
        }
        return width * size;
    }

    private static double letter(char letter) {
        if (NARROW.indexOf(letter) >= 0) {
            return 0.4;
        } else if (WIDE.indexOf(letter) >= 0) {
            return 0.9;
        }
        return letter >= 0x2E80 ? 1 : Character.isUpperCase(letter) ? 0.7 : 0.6;
    }

    /** As much of it as fits, with an ellipsis if that is not all. */
    public static String fitting(String label, double size, double most) {
        if (width(label, size) <= most) {
            return label;
        }
        String text = plain(label);
        int end = text.length();
        while (end > 1 && width(text.substring(0, end) + "…", size) > most) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }

    /** Lines of at most this width, broken between words. */
    static List<String> wrapped(String text, double size, double most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, size) > most) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}
