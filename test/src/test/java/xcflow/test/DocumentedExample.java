package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example of a page: YAML blocks that begin with {@code # name.yaml} become files, and the
 * commands of the shell blocks are given one after the other. What stands behind a command is
 * checked: {@code 2 computed, 1 reused}, {@code fails}, {@code prints TEXT}.
 */
final class DocumentedExample {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|sh)\\n(.*?)^```$");
    private static final Pattern NAME = Pattern.compile("\\A# ([A-Za-z0-9/_.-]+)\\n");
    private static final Pattern COUNT = Pattern.compile("(\\d+) (computed|reused)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private final CommandLine xcflow;
    private final String section;

    DocumentedExample(CommandLine xcflow, String page, String heading) throws IOException {
        this.xcflow = xcflow;
        String text = Files.readString(Path.of("..", "docs", page));
        int begin = text.indexOf("\n## " + heading + "\n");
        assertThat(begin).as("section '%s' of %s", heading, page).isNotNegative();
        int end = text.indexOf("\n## ", begin + 1);
        this.section = end < 0 ? text.substring(begin) : text.substring(begin, end);
    }

    /** Does what the section says. */
    void follow() throws IOException {
        int commands = 0;
        Matcher blocks = BLOCK.matcher(section);
        while (blocks.find()) {
            String text = blocks.group(2);
            Matcher name = NAME.matcher(text);
            if (blocks.group(1).equals("sh")) {
                for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
                    command(line);
                    commands++;
                }
            } else if (name.find()) {
                Path file = xcflow.directory().resolve(name.group(1));
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
        }
        assertThat(commands).as("commands of the section").isPositive();
    }

    private void command(String line) {
        String[] parts = line.split("  +# ", 2);
        String said = parts.length > 1 ? parts[1] : "";
        List<String> words = words(parts[0]);
        CommandLine.Result result = xcflow.run(words.toArray(String[]::new));
        boolean fails = said.startsWith("fails");
        assertThat(result.status())
                .as("%s%n%s%n%s", line, result.out(), result.err())
                .isEqualTo(fails ? 1 : 0);
        int prints = said.indexOf("prints ");
        if (prints >= 0) {
            assertThat(result.out() + result.err())
                    .as(line)
                    .contains(said.substring(prints + "prints ".length()));
            said = said.substring(0, prints);
        }
        Map<String, Integer> counts = counts(said);
        if (!counts.isEmpty()) {
            assertThat(xcflow.states()).as(line).containsAllEntriesOf(counts);
        }
    }

    /** The words of a command behind the program's name; files are those of the example. */
    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String word = matcher.group(1);
            word = word == null ? matcher.group(2) : word;
            word = word == null ? matcher.group(3) : word;
            Path file = xcflow.directory().resolve(word);
            words.add(word.endsWith(".yaml") ? file.toString() : word);
        }
        assertThat(words.get(0)).as(command).isEqualTo("xcflow");
        return words.subList(1, words.size());
    }

    private static Map<String, Integer> counts(String said) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Matcher matcher = COUNT.matcher(said);
        while (matcher.find()) {
            counts.put(
                    matcher.group(2).equals("computed") ? "SUCCEEDED" : "CACHED",
                    Integer.valueOf(matcher.group(1)));
        }
        return counts;
    }
}
