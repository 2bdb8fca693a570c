package xcflow.functional.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Writes the table of deviations from libxc that docs/accuracy.md shows. */
class AccuracyTableTest {
    @Test
    void writesTheTableOfDeviationsFromLibxc() throws IOException {
        var file = Path.of("target", "accuracy-functionals.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table());
        assertThat(Files.readAllLines(file)).hasSize(2 + LibxcFunctional.values().length);
    }

    private static String table() {
        var table = new StringBuilder("| functional |");
        LibxcTable.QUANTITIES.forEach(quantity -> table.append(' ').append(quantity).append(" |"));
        table.append("\n| --- |").append(" --- |".repeat(LibxcTable.QUANTITIES.size()));
        for (var reference : LibxcFunctional.values()) {
            var deviations = Deviations.of(reference);
            table.append("\n| ").append(reference).append(" |");
            for (String quantity : LibxcTable.QUANTITIES) {
                double largest = deviations.largest(quantity);
                table.append(
                        largest == 0 ? " 0 |" : String.format(Locale.ROOT, " %.1e |", largest));
            }
        }
        return table.append('\n').toString();
    }
}
