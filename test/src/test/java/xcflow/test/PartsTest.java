package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/resume.md about parts of a workflow does what the page says. */
class PartsTest {
    private static final Pattern COUNT = Pattern.compile("(\\d+) (computed|reused)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir private Path directory;
    private CommandLine xcflow;
    private String section;

    @BeforeEach
    void read() throws Exception {
        xcflow = new CommandLine(directory);
        String page = Files.readString(Path.of("..", "docs", "resume.md"));
        section = page.substring(page.indexOf("## Computing something again"));
        xcflow.file("parts.yaml", block("yaml"));
    }

    private String block(String language) {
        int begin = section.indexOf("```" + language + "\n") + language.length() + 4;
        return section.substring(begin, section.indexOf("```", begin));
    }

    @Test
    void everyCommandComputesAndReusesWhatThePageSays() {
        for (String line : block("sh").lines().toList()) {
            String[] parts = line.split("#", 2);
            List<String> words = words(parts[0]);
            xcflow.ok(words.toArray(String[]::new));
            Map<String, Integer> said = counts(parts[1]);
            if (!said.isEmpty()) {
                assertThat(xcflow.states()).as(line).isEqualTo(said);
            }
        }
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    /** The words of a command behind the program's name. */
    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(word.equals("parts.yaml") ? directory.resolve(word).toString() : word);
        }
        return words.subList(1, words.size());
    }

    private static Map<String, Integer> counts(String comment) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Matcher matcher = COUNT.matcher(comment);
        while (matcher.find()) {
            counts.put(
                    matcher.group(2).equals("computed") ? "SUCCEEDED" : "CACHED",
                    Integer.valueOf(matcher.group(1)));
        }
        return counts;
    }

    @Test
    void aSelectionThatChoosesNothingIsASentence() {
        String file = directory.resolve("parts.yaml").toString();
        CommandLine.Result result = xcflow.run("run", file, "--recompute", "draw[seed=9]");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "there is no instance draw[seed=9]; the first of the step is draw[seed=1]");
        xcflow.ok("run", file, "-q");
        result = xcflow.run("cache", "forget", "latest", "drw");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("run 1 has no step 'drw' (did you mean 'draw'?)");
    }
}
