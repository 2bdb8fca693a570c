package xcflow.runner.report;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises what the task {@code verdict} says, as its outputs or as its sentence. */
final class StatedClaims {
    private static final Pattern SENTENCE =
            Pattern.compile(
                    "(.+?)\\s+Reproduced: (yes|no|undecided), because (.+)", Pattern.DOTALL);

    private StatedClaims() {}

    static Optional<Report.Verdict> of(Object value) {
        Object text =
                value instanceof Map<?, ?> map
                                && map.containsKey("claim")
                                && map.containsKey("verdict")
                        ? map.get("text")
                        : value;
        if (!(text instanceof String sentence)) {
            return Optional.empty();
        }
        Matcher found = SENTENCE.matcher(sentence.strip());
        return found.matches()
                ? Optional.of(
                        new Report.Verdict(
                                found.group(1),
                                found.group(2).equals("undecided")
                                        ? Optional.empty()
                                        : Optional.of(found.group(2).equals("yes")),
                                found.group(3)))
                : Optional.empty();
    }
}
