package xcflow.workflows.model;

import java.time.ZoneId;
import xcflow.workflows.text.Position;

/**
 * When the workflow runs by itself.
 *
 * @param cron in Quartz's syntax: seconds, minutes, hours, day of month, month, day of week and
 *     optionally year
 */
public record Schedule(Position position, String cron, ZoneId timeZone) {}
