package xcflow.functional.dispersion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The published damping parameters. */
public final class DampingTable {
    private static final List<Row> ROWS = read();

    private DampingTable() {}

    /**
     * A line of the table.
     *
     * @param parts the functional by libxc's names, in lower case; empty if libxc has none
     */
    private record Row(Set<String> parts, Damping damping) {}

    /**
     * The parameters of a functional. Capitals, hyphens and underscores do not matter; libxc's
     * names, with or without their prefix, are known too.
     */
    public static Optional<Damping> find(DispersionModel model, String functional) {
        String name = simplified(functional);
        Set<String> parts = parts(functional.replaceFirst("(?i)^libxc:", ""));
        return ROWS.stream()
                .filter(row -> row.damping.model() == model)
                .filter(
                        row ->
                                simplified(row.damping.functional()).equals(name)
                                        || row.parts.equals(parts))
                .map(Row::damping)
                .findFirst();
    }

    /** Names of the functionals for which a model has parameters. */
    public static List<String> functionals(DispersionModel model) {
        return ROWS.stream()
                .map(Row::damping)
                .filter(damping -> damping.model() == model)
                .map(Damping::functional)
                .toList();
    }

    private static String simplified(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    private static Set<String> parts(String name) {
        return Arrays.stream(name.split("[+,]", -1))
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toSet());
    }

    private static List<Row> read() {
        try (InputStream in = DampingTable.class.getResourceAsStream("damping.txt")) {
            List<Row> rows = new ArrayList<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
                String[] words = line.split("\\|", -1);
                rows.add(
                        new Row(
                                parts(words[1]),
                                new Damping(
                                        DispersionModel.of(words[2]),
                                        words[0],
                                        Double.parseDouble(words[3]),
                                        Double.parseDouble(words[4]),
                                        Double.parseDouble(words[5]),
                                        Double.parseDouble(words[6]),
                                        words[7])));
            }
            return List.copyOf(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
