package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One experiment in several countries: the same bytes, and the same text about them. */
class SameEverywhereTest {
    /** Its steps follow each other, because the numbers of executions are told too. */
    private static final String EXPERIMENT =
            """
            name: everywhere
            steps:
              random: {uses: random-functional, with: {name: drawn, seed: 3, network: {width: 4, depth: 1}}}
              other: {uses: random-functional, needs: [random], with: {name: other, seed: 4, network: {width: 4, depth: 1}}}
              points: {uses: sample-descriptors, needs: [other], with: {molecules: [H], gaussian: {basis: sto-3g, grid-level: 0}}}
              audit:
                uses: constraint-audit
                needs: [points]
                with: {functional: "${{ steps.random.functional }}", parent: PBE}
              command:
                uses: shell
                needs: [audit]
                with:
                  command: "printf '%.3f ' 1234.5678; date -d @0; echo İIıi > ü.txt"
                  outputs: {text: ü.txt}
              table:
                uses: table
                needs: [command]
                with: {rows: [{name: ü, share: 0.125, big: 1234567.5}]}
            outputs:
              functional: ${{ steps.random.functional }}
              points: ${{ steps.points }}
              audit: ${{ steps.audit }}
              command: ${{ steps.command }}
              table: ${{ steps.table }}
            """;

    /** What is said of a project, wherever it was made; times and durations are not among it. */
    private static final List<List<String>> QUESTIONS =
            List.of(
                    List.of("output", "latest", "--json"),
                    List.of("audit"),
                    List.of("functional", "metrics", "drawn"),
                    List.of("functional", "diff", "drawn", "other"));

    @TempDir private Path directory;

    @Test
    void theZoneAndTheLanguageOfTheMachineChangeNeitherBytesNorText() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            // Decimal commas, a dotless i, Arabic digits, a calendar of its own with Thai digits.
            answers.put("UTC C", answers("UTC", "und"));
            answers.put("Berlin de", answers("Europe/Berlin", "de-DE"));
            answers.put("New York tr", answers("America/New_York", "tr-TR"));
            answers.put("Kathmandu ar", answers("Asia/Kathmandu", "ar-EG-u-nu-arab"));
            answers.put("Berlin th", answers("Europe/Berlin", "th-TH-u-ca-buddhist-nu-thai"));
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
        String first = answers.get("UTC C");
        assertThat(first)
                .contains(".xcf", ".npz", ".svg", "1234.568 Thu Jan  1 00:00:00 UTC 1970")
                .contains("all is well");
        answers.forEach((place, found) -> assertThat(found).as(place).isEqualTo(first));
    }

    /** Runs the experiment in this process, which is taken abroad. */
    private String answers(String zone, String language) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Locale.setDefault(Locale.forLanguageTag(language));
        CommandLine xcflow = new CommandLine(directory.resolve(zone + language).normalize());
        Files.createDirectories(xcflow.directory());
        String file = xcflow.file("everywhere.yaml", EXPERIMENT).toString();
        StringBuilder all = new StringBuilder();
        // Before the run: afterwards a plan tells what was measured, another thing each time.
        all.append(xcflow.ok("plan", file).out().replace(xcflow.directory().toString(), ""));
        xcflow.ok("run", file, "-q");
        for (List<String> question : QUESTIONS) {
            String answer = xcflow.ok(question.toArray(String[]::new)).out();
            all.append(answer.replace(xcflow.directory().toString(), ""));
        }
        return all.toString();
    }

    @Test
    void anEmptyEnvironmentAndAForeignOneGiveTheSameDigests() throws Exception {
        Path file = Files.writeString(directory.resolve("everywhere.yaml"), EXPERIMENT);
        String empty = digests(file, "empty", Map.of(), List.of());
        String foreign =
                digests(
                        file,
                        "foreign",
                        Map.of("TZ", "Asia/Kathmandu"),
                        List.of("-Duser.language=ar", "-Duser.country=EG"));
        assertThat(empty).contains(".xcf", ".npz", ".svg");
        assertThat(foreign).isEqualTo(empty);
    }

    /**
     * Runs the experiment in a process whose environment is exactly this and the locale of the
     * launcher.
     */
    private String digests(
            Path file, String name, Map<String, String> environment, List<String> options)
            throws Exception {
        Path home = directory.resolve(name);
        start(environment, options, "run", file.toString(), "-q", "--home", home.toString());
        return start(environment, options, "output", "latest", "--json", "--home", home.toString());
    }

    private String start(Map<String, String> environment, List<String> options, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("xcflow.runner.Main");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        File out = directory.resolve("out").toFile();
        File err = directory.resolve("err").toFile();
        Process process = builder.redirectOutput(out).redirectError(err).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err.toPath())).isZero();
        return Files.readString(out.toPath());
    }
}
