package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import xcflow.runner.command.Xcflow;

/**
 * The pages: links lead somewhere, commands exist with their options, decisions say if they hold.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:    |\\$ )?(?:\\./)?xcflow ((?:[^\\n\\\\]|\\\\\\n)+)");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s'\"]+");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (String directory : List.of("docs", ".github")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(page + ": " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyCommandExistsWithItsOptions() throws IOException {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        CommandLine line = Xcflow.commandLine();
        for (Path page : pages()) {
            Matcher command = COMMAND.matcher(code(Files.readString(page)));
            while (command.find()) {
                count++;
                String problem = problem(line, words(command.group(1)));
                if (!problem.isEmpty()) {
                    wrong.add(page + ": xcflow " + command.group(1) + ": " + problem);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).as("commands found").isGreaterThan(60);
    }

    /** Blocks of code; the rest of a page is prose. */
    private static String code(String page) {
        StringBuilder code = new StringBuilder();
        boolean inside = false;
        for (String line : page.split("\n")) {
            if (line.startsWith("```")) {
                inside = !inside && (line.equals("```") || line.startsWith("```sh"));
            } else if (inside || line.startsWith("    ")) {
                code.append(line).append('\n');
            }
        }
        return code.toString();
    }

    private static String[] words(String command) {
        String one = command.replace("\\\n", " ").replaceFirst("\\s(#|\\||>|2>|&|;).*", "");
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(one);
        while (word.find()) {
            words.add(word.group().replaceAll("^['\"]|['\"]$", ""));
        }
        return words.toArray(String[]::new);
    }

    private static String problem(CommandLine line, String... words) {
        // Words in capitals stand for what the reader knows, dots for more of the same.
        if (Stream.of(words).anyMatch(word -> word.contains("…") || word.contains("..."))) {
            return "";
        }
        try {
            line.parseArgs(words);
            return "";
        } catch (ParameterException e) {
            boolean placeholder =
                    Stream.of(words).anyMatch(word -> word.matches("[A-Z]{2,}(@N)?|N|[$<\\[].*"));
            return placeholder && !e.getMessage().startsWith("Unknown option")
                    ? ""
                    : e.getMessage();
        }
    }

    @Test
    void everyDecisionHasItsNumberAndSaysWhetherItHolds() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/decisions"))) {
            for (Path file : files.sorted().toList()) {
                int number = Integer.parseInt(file.getFileName().toString().substring(0, 4));
                String text = Files.readString(file);
                assertThat(text).as("%s", file).startsWith("# " + number + ". ");
                assertThat(text)
                        .as("%s", file)
                        .containsPattern("\nStatus: (accepted|superseded)[^\n]*\\S");
            }
        }
    }
}
