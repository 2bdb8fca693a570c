package xcflow.runner.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Writes a report as one HTML page that needs no network and no scripts. */
public final class HtmlReport {
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
                                    "metrics",
                                    MetricTable.of(report.metrics()),
                                    "page",
                                    new PageFormat(report)),
                            out);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report's template is broken", e);
        }
    }
}
