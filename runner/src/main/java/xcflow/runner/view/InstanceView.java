package xcflow.runner.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Warning;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.plan.CellText;

/**
 * An instance as it is shown.
 *
 * @param instance as recorded
 * @param warnings of the execution that it uses, and then its own
 * @param imported where the result came from; empty if it was computed here, or there is none
 */
public record InstanceView(Instance instance, List<Warning> warnings, Optional<String> imported) {
    public InstanceView {
        warnings = List.copyOf(warnings);
    }

    /** Step and matrix cell, for example {@code clone[architecture=constrained, seed=1]}. */
    public static String label(String step, String labels) {
        return CellText.label(step, PlainJson.readMap(labels));
    }

    /** As {@link #label(String, String)}. */
    public static String label(Instance instance) {
        return label(instance.step(), instance.labels());
    }

    /** As {@link #label(String, String)}. */
    public String label() {
        return label(instance);
    }

    /** Matrix labels as plain values. */
    public Map<String, Object> matrix() {
        return PlainJson.readMap(instance.labels());
    }

    /** State for people and programs. */
    public String state() {
        return instance.state().name();
    }

    /** Why it has no result; empty if it has one. */
    public Optional<String> reason() {
        return instance.state().hasResult() ? Optional.empty() : instance.message();
    }

    /** What there is to say of it: its message, or where its result came from. */
    public Optional<String> remark() {
        return instance.message().or(() -> imported);
    }

    /** Progress as last reported, in per cent. */
    public OptionalInt percent() {
        return instance.progress().isPresent()
                ? OptionalInt.of((int) Math.round(100 * instance.progress().getAsDouble()))
                : OptionalInt.empty();
    }

    /** For how long it has been in its state. */
    public Duration since(Instant now) {
        Duration since = Duration.between(instance.changed(), now);
        return since.isNegative() ? Duration.ZERO : since;
    }
}
