package xcflow.workflows.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.model.Notification;
import xcflow.workflows.model.RunSettings;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.unit.Durations;
import xcflow.workflows.yaml.Node;

/** Reads what a workflow says about its run as a whole. */
public final class RunSettingsReader {
    static final List<String> KEYS = List.of("timeout", "fail-fast", "priority", "on-end");
    private static final List<String> NOTIFICATION = List.of("command", "webhook", "mail", "when");
    private static final List<String> ENDS = List.of("succeeded", "failed", "cancelled");

    /** Priorities go from minus this to this. */
    public static final int MOST_URGENT = 1000;

    private final TemplateReader templates;
    private final Problems problems;

    private RunSettingsReader(TemplateReader templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    static RunSettings read(Section top, TemplateReader templates, Problems problems) {
        RunSettingsReader reader = new RunSettingsReader(templates, problems);
        return new RunSettings(
                top.text("timeout").flatMap(text -> reader.duration(top, text)),
                top.get("fail-fast").map(reader::truth).orElse(false),
                top.get("priority").map(reader::priority).orElse(0),
                top.get("on-end").map(reader::notifications).orElse(List.of()));
    }

    /** Reads a list of notifications that stands in another file, such as one of settings. */
    public static List<Notification> notifications(Node node, Problems problems) {
        return new RunSettingsReader(new TemplateReader(problems), problems).notifications(node);
    }

    private Optional<Duration> duration(Section top, String text) {
        try {
            Duration duration = Durations.parse(text);
            if (duration.isZero()) {
                throw new IllegalArgumentException("must be longer than zero");
            }
            return Optional.of(duration);
        } catch (IllegalArgumentException e) {
            problems.add(top.keyPosition("timeout"), "timeout: " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean truth(Node node) {
        if (node.plain() instanceof Boolean truth) {
            return truth;
        }
        problems.add(node.position(), "fail-fast must be true or false");
        return false;
    }

    private int priority(Node node) {
        Long whole = node.plain() instanceof Number number ? LanguageNumbers.whole(number) : null;
        if (whole == null || Math.abs(whole) > MOST_URGENT) {
            problems.add(
                    node.position(),
                    "priority must be a whole number from -" + MOST_URGENT + " to " + MOST_URGENT);
            return 0;
        }
        return whole.intValue();
    }

    private List<Notification> notifications(Node node) {
        List<Node> all = node instanceof Node.Sequence list ? list.elements() : List.of(node);
        List<Notification> notifications = new ArrayList<>();
        for (Node each : all) {
            Section section = Section.of(each, "a notification", NOTIFICATION, problems);
            List<Notification.Kind> kinds = new ArrayList<>();
            for (Notification.Kind kind : Notification.Kind.values()) {
                if (section.get(kind.name().toLowerCase(Locale.ROOT)).isPresent()) {
                    kinds.add(kind);
                }
            }
            if (kinds.size() != 1) {
                problems.add(
                        each.position(), "a notification needs one of command, webhook and mail");
                continue;
            }
            Node target = section.get(kinds.get(0).name().toLowerCase(Locale.ROOT)).get();
            if (!(target instanceof Node.Scalar scalar) || scalar.text().isEmpty()) {
                problems.add(target.position(), "must be text, not " + target.kind());
                continue;
            }
            notifications.add(
                    new Notification(kinds.get(0), templates.read(target), when(section)));
        }
        return List.copyOf(notifications);
    }

    private Set<Notification.When> when(Section section) {
        Set<Notification.When> when = EnumSet.noneOf(Notification.When.class);
        for (Node node : section.list("when")) {
            String name = String.valueOf(node.plain());
            if (ENDS.contains(name)) {
                when.add(Notification.When.valueOf(name.toUpperCase(Locale.ROOT)));
            } else {
                problems.add(
                        node.position(),
                        "when: expected succeeded, failed or cancelled but found '"
                                + name
                                + "'"
                                + Suggestion.forName(name, ENDS));
            }
        }
        return when.isEmpty() ? EnumSet.allOf(Notification.When.class) : when;
    }
}
