package xcflow.experiments.validate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.output.Picture;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.audit.AuditReport;
import xcflow.functional.audit.AuditReport.Judgement;
import xcflow.functional.audit.AuditText;
import xcflow.functional.audit.Norm;
import xcflow.functional.audit.Norms;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.plot.EnhancementPlots;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Tries the exact constraints on a functional and judges it against its parent. */
@TaskInfo(
        name = "constraint-audit",
        version = "6",
        title = "Which exact constraints a functional obeys",
        description =
                """
                Tries exact constraints on a dense grid of density parameter, polarisation, reduced
                gradient and, for functionals of the kinetic energy density, of the indicator α, and
                compares energies of systems that are known. A functional that imitates another one is compared with it: a
                constraint that the parent violates too is `inherited`, one that only the functional
                violates is `lost`.
                """,
        example =
                """
                audit:
                  uses: constraint-audit
                  with: {functional: "${{ steps.clone.functional }}", parent: PBE}
                """)
public final class ConstraintAuditTask
        implements Task<ConstraintAuditTask.Inputs, ConstraintAuditTask.Outputs> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Inputs. */
    public record Inputs(
            @Describe(value = "Functional to audit.", example = "PBE", functional = true)
                    Source functional,
            @Describe(
                            value =
                                    "Functional with whose verdicts it is compared; by default the"
                                            + " reference that a neural functional imitates.",
                            example = "PBE",
                            functional = true)
                    Optional<Source> parent,
            @Describe(
                            value =
                                    "Densities of atoms whose exchange and correlation energies are"
                                            + " known (H, He, Ne, Ar, Kr), as `sample-descriptors`"
                                            + " makes them; the functional's are compared with them.",
                            example = "${{ steps.atoms.dataset }}")
                    Optional<Artefact> densities) {}

    /** Outputs. */
    public record Outputs(
            @Describe("Constraints that hold.") int held,
            @Describe("Constraints that are violated.") int violated,
            @Describe("Constraints that both obey.") int kept,
            @Describe("Constraints that only the functional obeys.") int gained,
            @Describe("Constraints that both violate to a similar extent.") int inherited,
            @Describe("Constraints that the functional violates more than its parent.")
                    int worsened,
            @Describe("Constraints that only the parent obeys.") int lost,
            @Describe(
                            value =
                                    "Mean absolute deviation of exchange from that of the atoms of `densities`.",
                            unit = "%",
                            relative = 1e-6)
                    Optional<Double> exchangeNorm,
            @Describe(
                            value = "The same of correlation, of atoms that have some.",
                            unit = "%",
                            relative = 1e-6)
                    Optional<Double> correlationNorm,
            @Describe(value = "Everything that was found (JSON).", absolute = 1e-9, relative = 1e-6)
                    Artefact table,
            @Describe(value = "The verdicts as a table (Markdown).", relative = 1e-6)
                    Artefact report,
            @Describe(
                            value =
                                    "Enhancement factors and their difference from the parent's (SVG).",
                            absolute = 0.1)
                    List<Artefact> plots) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public void check(KnownInputs inputs) {
        new InputCheck(inputs).functional("functional").functional("parent").dataSets("densities");
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        var functional = separable(FunctionalInput.load(inputs.functional(), context::file));
        var parent = parent(inputs, functional, context);
        context.progress(0.1, "trying constraints");
        AuditReport report =
                parent.isPresent()
                        ? AuditReport.of(functional, parent.get())
                        : AuditReport.of(functional);
        List<Norm.Value> atoms = List.of();
        if (inputs.densities().isPresent()) {
            var densities = densities(inputs.densities().get(), context);
            atoms = norms(functional, densities, inputs);
            var ofParent =
                    parent.isPresent()
                            ? norms(parent.get(), densities, inputs)
                            : List.<Norm.Value>of();
            report = report.with(atoms, ofParent);
        }
        context.checkCancelled();
        context.progress(0.8, "drawing");
        var plots = new ArrayList<Artefact>();
        for (var plot : new EnhancementPlots(functional, parent).all().entrySet()) {
            plots.add(Picture.store(context, plot.getKey() + ".svg", plot.getValue()));
        }
        int held = report.held();
        context.metric(inputs.functional(), "constraints-held", held, "");
        if (parent.isPresent()) {
            context.metric(
                    inputs.functional(), "constraints-lost", report.count(Judgement.LOST), "");
        }
        context.log().info(AuditText.summary(report));
        warn(report, Judgement.LOST, "constraints-lost", "violates what it obeys", context);
        warn(report, Judgement.WORSENED, "constraints-worsened", "violates more than it", context);
        return new Outputs(
                held,
                report.applying() - held,
                report.count(Judgement.KEPT),
                report.count(Judgement.GAINED),
                report.count(Judgement.INHERITED),
                report.count(Judgement.WORSENED),
                report.count(Judgement.LOST),
                deviation(atoms, Norm.Part.EXCHANGE),
                deviation(atoms, Norm.Part.CORRELATION),
                text(
                        context,
                        "constraints.json",
                        "application/json",
                        JSON.writeValueAsString(AuditText.values(report))),
                text(context, "constraints.md", "text/markdown", AuditText.markdown(report)),
                plots);
    }

    private static DataSet densities(Artefact file, TaskContext context) throws TaskFailure {
        try (var in = context.open(file)) {
            return DataSetFile.read(in);
        } catch (IOException e) {
            throw new TaskFailure(file.name() + ": " + e.getMessage(), e, false);
        }
    }

    private static List<Norm.Value> norms(Separable functional, DataSet densities, Inputs inputs)
            throws TaskFailure {
        String name = inputs.densities().orElseThrow().name();
        try {
            var values = Norms.of(functional, densities);
            if (values.isEmpty()) {
                throw new TaskFailure(
                        name
                                + " has none of the atoms whose energies are known: "
                                + String.join(", ", Norms.atoms()));
            }
            return values;
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(name + ": " + e.getMessage(), e, false);
        }
    }

    /** Mean absolute deviation in percent; empty without any atoms. */
    private static Optional<Double> deviation(List<Norm.Value> atoms, Norm.Part part) {
        var mean =
                atoms.stream()
                        .filter(v -> v.norm().part() == part && v.norm().energy() != 0)
                        .mapToDouble(v -> Math.abs(v.relative()))
                        .average();
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }

    private static void warn(
            AuditReport report, Judgement judgement, String code, String how, TaskContext context) {
        List<String> names =
                report.entries().stream()
                        .filter(entry -> entry.judgement().equals(Optional.of(judgement)))
                        .map(entry -> entry.finding().constraint().title())
                        .toList();
        if (!names.isEmpty()) {
            context.warn(
                    code,
                    String.format(
                            Locale.ROOT,
                            "%s, compared with %s, %s: %s",
                            report.functional(),
                            report.parent().orElse("its parent"),
                            how,
                            String.join("; ", names)));
        }
    }

    private static Optional<Separable> parent(
            Inputs inputs, Separable functional, TaskContext context)
            throws TaskFailure, IOException {
        if (inputs.parent().isPresent()) {
            return Optional.of(
                    separable(FunctionalInput.load(inputs.parent().get(), context::file)));
        }
        if (functional instanceof NeuralFunctional neural && !neural.spec().reference().isEmpty()) {
            return Optional.of(separable(Functionals.named(neural.spec().reference())));
        }
        return Optional.empty();
    }

    private static Separable separable(Functional functional) throws TaskFailure {
        if (!functional.exactExchange().isNone()) {
            throw new TaskFailure(
                    functional.name()
                            + " takes exact exchange, which the constraints do not look at: audit"
                            + " its parts.");
        }
        if (functional instanceof Separable separable) {
            return separable;
        }
        throw new TaskFailure(
                functional.name() + " cannot be divided into exchange and correlation.");
    }

    private static Artefact text(TaskContext context, String name, String mediaType, String content)
            throws IOException {
        return context.store(
                name, mediaType, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }
}
