package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on warnings lists what the code can warn of, and nothing else. */
class WarningCodesTest {
    private static final Path ROOT = Path.of("..");

    /** A code in kebab case, given to a warning directly or after other arguments. */
    private static final Pattern RAISED =
            Pattern.compile(
                    "(?:[Ww]arning|warn)\\(\\s*(?:[\\w.]+,\\s*)*\"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\"");

    /** A code that has a name. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "static final String (?:MISSING|UNMET) = \"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\"");

    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void theTableIsThatOfTheCode() throws IOException {
        Set<String> raised = new TreeSet<>();
        for (String room : List.of("tasks", "runner")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(room))) {
                for (Path file :
                        files.filter(f -> f.toString().contains("src/main/"))
                                .filter(f -> f.toString().matches(".*\\.(java|py)"))
                                .toList()) {
                    String text = Files.readString(file);
                    raised.addAll(all(RAISED, text));
                    raised.addAll(all(NAMED, text));
                }
            }
        }
        assertThat(raised).contains("systems-missing", "expectation-not-met", "no-minimum");
        assertThat(all(LISTED, Files.readString(ROOT.resolve("docs/warnings.md"))))
                .isEqualTo(raised);
    }
}
