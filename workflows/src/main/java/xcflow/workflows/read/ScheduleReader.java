package xcflow.workflows.read;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.workflows.model.Schedule;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/** Reads {@code schedule: {cron, time-zone}}. */
final class ScheduleReader {
    static final List<String> KEYS = List.of("cron", "time-zone");

    private ScheduleReader() {}

    static Optional<Schedule> read(Node node, Problems problems) {
        Section section = Section.of(node, "schedule", KEYS, problems);
        if (section.get("cron").isEmpty()) {
            problems.add(node.position(), "schedule lacks 'cron'");
        }
        Optional<String> cron = section.text("cron");
        cron.map(CronSyntax::check)
                .filter(problem -> !problem.isEmpty())
                .ifPresent(problem -> problems.add(section.get("cron").get().position(), problem));
        ZoneId zone = ZoneId.of("UTC");
        Optional<String> name = section.text("time-zone");
        if (name.isPresent()) {
            try {
                zone = ZoneId.of(name.get());
            } catch (DateTimeException e) {
                problems.add(
                        section.get("time-zone").get().position(),
                        String.format(
                                Locale.ROOT,
                                "unknown time zone '%s'%s",
                                name.get(),
                                Suggestion.forName(name.get(), ZoneId.getAvailableZoneIds())));
            }
        }
        ZoneId timeZone = zone;
        return cron.map(text -> new Schedule(node.position(), text, timeZone));
    }
}
