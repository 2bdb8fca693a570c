package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import xcflow.gaussian.scf.ReferenceEnergies.Deviation;
import xcflow.gaussian.scf.ReferenceEnergies.Entry;

/** Sums up deviations from reference energies: over all entries, by basis, functional and level. */
final class DeviationTable {
    /** What an energy and each of its parts may deviate by, hartree. */
    static final double BAR = 1e-6;

    private record Row(Entry entry, Deviation deviation) {}

    private final List<Row> rows = new ArrayList<>();

    void add(Entry entry, Deviation deviation) {
        rows.add(new Row(entry, deviation));
    }

    /** Whether all energies and their parts are within {@link #BAR}. */
    boolean holds() {
        return rows.stream().allMatch(row -> row.deviation.worstEnergy() <= BAR);
    }

    /** The summary in Markdown; all energies in hartree. */
    String summary() {
        StringBuilder text = new StringBuilder();
        text.append(
                """

                | entries | count | total: worst | mean | one-electron: worst | Coulomb | XC | HOMO |
                |---|---|---|---|---|---|---|---|
                """);
        line(text, "all", rows);
        groups(text, row -> row.entry.text("basis") + functions(row.entry));
        groups(text, row -> row.entry.text("functional"));
        groups(text, row -> "level " + row.entry.level());
        text.append("\nGreatest deviations of total energies:\n");
        rows.stream()
                .sorted(Comparator.comparingDouble((Row row) -> -row.deviation.total()))
                .limit(5)
                .forEach(
                        row ->
                                text.append("  ")
                                        .append(row.entry)
                                        .append(number(": %.1e%n", row.deviation.total())));
        long beyond = rows.stream().filter(row -> row.deviation.worstEnergy() > BAR).count();
        return text.append(number("%.0f of them", (double) beyond))
                .append(number(" beyond %.0e Ha%n", BAR))
                .toString();
    }

    private static String functions(Entry entry) {
        return entry.isCartesian() ? " (Cartesian d)" : "";
    }

    private void groups(StringBuilder text, Function<Row, String> name) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(name.apply(row), key -> new ArrayList<>()).add(row);
        }
        groups.forEach((key, members) -> line(text, key, members));
    }

    private static void line(StringBuilder text, String name, List<Row> rows) {
        double mean = rows.stream().mapToDouble(row -> row.deviation.total()).average().orElse(0);
        text.append("| ").append(name).append(" | ").append(rows.size());
        text.append(worst(rows, Deviation::total)).append(number(" | %.1e", mean));
        text.append(worst(rows, Deviation::oneElectron));
        text.append(worst(rows, Deviation::coulomb));
        text.append(worst(rows, Deviation::exchangeCorrelation));
        text.append(worst(rows, Deviation::frontier)).append(" |\n");
    }

    private static String worst(List<Row> rows, ToDoubleFunction<Deviation> part) {
        double worst = rows.stream().map(Row::deviation).mapToDouble(part).max().orElse(0);
        return number(" | %.1e", worst);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
