package xcflow.runner.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.graph.GraphPicture;
import xcflow.runner.graph.StepGraph;

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

    /**
     * What a page shows of a run.
     *
     * @param id before the anchors of this run
     */
    public record Part(
            Report report, PageFormat page, String dag, List<Report.Table> metrics, String id) {}

    /** Writes the page of one run; the writer is left open. */
    public void write(Report report, Writer out) throws IOException {
        write(List.of(report), false, out);
    }

    /**
     * Writes one page of several runs; the writer is left open.
     *
     * @param expanded whether nothing is folded up
     */
    public void write(List<Report> reports, boolean expanded, Writer out) throws IOException {
        List<Part> parts =
                reports.stream()
                        .map(
                                report ->
                                        new Part(
                                                report,
                                                new PageFormat(report),
                                                dag(report),
                                                MetricTable.of(report.metrics()),
                                                "r" + report.run() + "-"))
                        .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("parts", parts);
        model.put("expanded", expanded);
        model.put("graphStyle", GraphPicture.STYLE);
        if (reports.size() > 1) {
            PageFormat page = parts.get(0).page();
            model.put("comparison", RunComparison.of(reports).stream().map(page::grid).toList());
        }
        try {
            configuration.getTemplate("report.ftlh").process(model, out);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report's template is broken", e);
        }
    }

    private static String dag(Report report) {
        return GraphPicture.element(
                StepGraph.of(
                        report.steps().stream()
                                .map(
                                        step ->
                                                new StepGraph.Step(
                                                        step.id(),
                                                        step.uses(),
                                                        step.needs(),
                                                        step.counts(),
                                                        step.counts().isEmpty()
                                                                ? ""
                                                                : PageFormat.seconds(
                                                                        step.seconds())))
                                .toList(),
                        step -> Optional.empty()));
    }
}
