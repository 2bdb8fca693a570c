package xcflow.workflows.model;

import java.util.Set;
import xcflow.workflows.expression.ValueTemplate;

/**
 * Somebody who is told of the end of a run.
 *
 * @param target a text: the command, the address of the page, or that of the mailbox
 * @param when ends that are told of
 */
public record Notification(Kind kind, ValueTemplate target, Set<When> when) {
    /** How somebody is told. */
    public enum Kind {
        COMMAND,
        WEBHOOK,
        MAIL
    }

    /** Ends of a run. */
    public enum When {
        SUCCEEDED,
        FAILED,
        CANCELLED
    }
}
