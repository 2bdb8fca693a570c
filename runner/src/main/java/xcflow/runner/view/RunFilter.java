package xcflow.runner.view;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which runs are wanted.
 *
 * @param workflow name of the workflow; a {@code *} stands for any characters, here and in names
 * @param name of the run
 * @param state as it is shown, in any case
 * @param since runs that began at this time or later
 * @param until runs that began before this time
 * @param labels that the run must have; an empty value stands for any
 */
public record RunFilter(
        Optional<String> workflow,
        Optional<String> name,
        Optional<String> state,
        Optional<Instant> since,
        Optional<Instant> until,
        Map<String, String> labels) {

    /** All runs. */
    public static final RunFilter ALL =
            new RunFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());

    /** Whether a run is wanted. */
    public boolean lets(RunView view) {
        Instant begun = view.run().created();
        return workflow.map(pattern -> matches(pattern, view.run().workflow())).orElse(true)
                && name.map(pattern -> matches(pattern, view.marks().name().orElse("")))
                        .orElse(true)
                && state.map(wanted -> wanted.toUpperCase(Locale.ROOT).equals(view.state()))
                        .orElse(true)
                && since.map(from -> !begun.isBefore(from)).orElse(true)
                && until.map(begun::isBefore).orElse(true)
                && labels.entrySet().stream().allMatch(label -> has(view, label));
    }

    private static boolean has(RunView view, Map.Entry<String, String> label) {
        String value = view.marks().labels().get(label.getKey());
        return value != null && (label.getValue().isEmpty() || value.equals(label.getValue()));
    }

    private static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return text.equals(pattern);
        }
        if (!text.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        String end = parts[parts.length - 1];
        return text.length() - end.length() >= at && text.endsWith(end);
    }
}
