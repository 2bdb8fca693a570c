package xcflow.numerics.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Self-tests as lines of text: what a process that tested tells, and what is remembered. */
final class ReportLines {
    private static final String END = "end";

    private ReportLines() {}

    /** The line that is printed before the test begins, so that it is known what was killed. */
    static String begin(String kernel) {
        return "kernel\t" + kernel;
    }

    static List<String> write(TestReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(begin(report.kernel()));
        lines.add("config\t" + report.config());
        for (Check check : report.checks()) {
            lines.add(
                    String.join(
                            "\t",
                            "check",
                            check.routine(),
                            String.join(",", check.sizes().stream().map(String::valueOf).toList()),
                            Integer.toString(check.worstSize()),
                            Double.toString(check.error())));
        }
        lines.add(END);
        return lines;
    }

    /** The kernel of a test that may not have ended. */
    static Optional<String> kernel(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("kernel\t")) {
                return Optional.of(line.substring(7));
            }
        }
        return Optional.empty();
    }

    /**
     * @throws IOException if the lines are not those of a whole report
     */
    static TestReport read(List<String> lines) throws IOException {
        String config = null;
        List<Check> checks = new ArrayList<>();
        boolean ended = false;
        try {
            for (String line : lines) {
                String[] words = line.split("\t");
                if (words[0].equals("config")) {
                    config = words.length > 1 ? words[1] : "";
                } else if (words[0].equals("check")) {
                    List<Integer> sizes = new ArrayList<>();
                    for (String size : words[2].split(",")) {
                        sizes.add(Integer.valueOf(size));
                    }
                    checks.add(
                            new Check(
                                    words[1],
                                    sizes,
                                    Integer.parseInt(words[3]),
                                    Double.parseDouble(words[4])));
                }
                ended = line.equals(END);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("not a report of the self-test", e);
        }
        if (!ended || config == null) {
            throw new IOException("the report of the self-test is not whole");
        }
        return new TestReport(kernel(lines).orElseThrow(), config, checks, Optional.empty());
    }
}
