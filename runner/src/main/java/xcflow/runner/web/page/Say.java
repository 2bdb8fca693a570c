package xcflow.runner.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.runner.report.PageFormat;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.MetricLabels;
import xcflow.runner.view.VisibleText;

/** How pages write things. */
public final class Say {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Signs beside colours: not everybody sees these. */
    private static final Map<String, String> SIGNS =
            Map.ofEntries(
                    Map.entry("SUCCEEDED", "✓"),
                    Map.entry("CACHED", "↺"),
                    Map.entry("FAILED", "✕"),
                    Map.entry("RUNNING", "▶"),
                    Map.entry("PAUSED", "‖"),
                    Map.entry("READY", "◇"),
                    Map.entry("WAITING", "○"),
                    Map.entry("SKIPPED", "–"),
                    Map.entry("CANCELLED", "■"),
                    Map.entry("INTERRUPTED", "!"),
                    Map.entry("LOST", "!"));

    /** A time as people read it, in UTC. */
    public String time(Instant instant) {
        return TIME.format(instant);
    }

    /** A duration as people read it. */
    public String seconds(double seconds) {
        return PageFormat.seconds(seconds);
    }

    /** Bytes as people read them. */
    public String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double amount = bytes;
        int power = 0;
        while (amount >= 999.5 && power < 4) {
            amount /= 1000;
            power++;
        }
        int decimals = amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %sB", amount, " kMGT".charAt(power));
    }

    /** A number with thousands apart. */
    public String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    /** A measured number with few digits. */
    public String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.6g", value);
    }

    /** What a metric is called for people. */
    public String metric(String name) {
        return MetricLabels.of(name);
    }

    /** A table of a file with the numbers of each column rounded for people. */
    public List<List<String>> rounded(List<List<String>> rows) {
        return RoundedTable.of(rows);
    }

    /** The sign of a state. */
    public String sign(String state) {
        return SIGNS.getOrDefault(state.toUpperCase(Locale.ROOT), "?");
    }

    /** The first digits of a digest. */
    public String brief(String digest) {
        return digest.length() <= 12 ? digest : digest.substring(0, 12) + "…";
    }

    /** How a plain value is shown. */
    public ShownValue value(Object value) {
        return ShownValue.of(value);
    }

    /** A plain value in one line. */
    public String line(Object value) {
        return value instanceof String text ? text : PlainJson.write(value);
    }

    /** Text of records in which control characters are visible. */
    public String visible(String text) {
        return VisibleText.of(text);
    }

    /** A part of an address. */
    public String part(String text) {
        return encoded(text);
    }

    /** A part of an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A path inside an address. */
    public String path(String text) {
        return part(text).replace("%2F", "/");
    }
}
