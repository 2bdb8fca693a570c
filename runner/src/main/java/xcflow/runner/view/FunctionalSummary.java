package xcflow.runner.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A line of the registry.
 *
 * @param label such as {@code pbe-clone@3}
 * @param stage of approval; empty if nobody said anything
 */
public record FunctionalSummary(
        String label,
        String name,
        int number,
        String kind,
        String digest,
        String architecture,
        String reference,
        List<ParentLink> parents,
        List<String> tags,
        Optional<String> stage,
        Optional<String> imported,
        Optional<Long> execution,
        Instant created) {

    /**
     * @param label of the parent; as it was given if no version is known
     * @param known whether there is a version with this label
     */
    public record ParentLink(String relation, String label, boolean known) {}
}
