package xcflow.runner.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Writes a report as one HTML page that needs no network and no scripts. */
public final class HtmlReport {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Configuration configuration;

    public HtmlReport() {
        configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(HtmlReport.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setNumberFormat("computer");
        configuration.setObjectWrapper(
                new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34).build());
    }

    /** Writes the page; the writer is left open. */
    public void write(Report report, Writer out) throws IOException {
        try {
            configuration
                    .getTemplate("report.ftlh")
                    .process(
                            Map.of(
                                    "report",
                                    report,
                                    "dag",
                                    DagPicture.of(report.steps()),
                                    "format",
                                    new Format()),
                            out);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report's template is broken", e);
        }
    }

    /** Formats that the template uses. */
    public static final class Format {
        /** A time as people read it. */
        public String time(Instant instant) {
            return TIME.format(instant);
        }

        /** A duration such as {@code 2 h 05 min}, {@code 3 min 12 s} or {@code 0.42 s}. */
        public String duration(Duration duration) {
            return seconds(duration.toNanos() * 1e-9);
        }

        /** As {@link #duration(Duration)}. */
        public String seconds(double seconds) {
            if (seconds < 60) {
                return String.format(java.util.Locale.ROOT, "%.3g s", seconds);
            }
            long whole = Math.round(seconds);
            return whole < 3600
                    ? "%d min %02d s".formatted(whole / 60, whole % 60)
                    : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
        }

        /** Time between submission and end. */
        public String elapsed(Report report) {
            return report.ended()
                    .map(end -> duration(Duration.between(report.created(), end)))
                    .orElse("not ended");
        }
    }
}
