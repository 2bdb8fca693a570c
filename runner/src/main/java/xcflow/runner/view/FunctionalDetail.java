package xcflow.runner.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A functional version with what is known of it.
 *
 * @param series labels of all versions with its name, oldest first
 * @param approvals stages of approval, oldest first
 * @param here whether its file is in the store
 */
public record FunctionalDetail(
        FunctionalSummary summary,
        Map<String, Object> details,
        List<String> series,
        List<MeasuredValue> metrics,
        List<NoteText> notes,
        List<Approval> approvals,
        boolean here) {

    /** Something measured. */
    public record MeasuredValue(String metric, double value, String unit, long execution) {}

    /** A note. */
    public record NoteText(String text, String author, Instant created) {}

    /** A stage of approval: who said so, and when. */
    public record Approval(String stage, String remark, String author, Instant created) {}
}
