package xcflow.functional.card;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import xcflow.functional.Separable;
import xcflow.functional.audit.AuditReport;
import xcflow.functional.audit.AuditText;
import xcflow.functional.card.Card.Part;
import xcflow.functional.export.Exported;
import xcflow.functional.foreign.ForeignFunctional;
import xcflow.functional.neural.FactorSpec;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.NeuralSpec;
import xcflow.functional.plot.EnhancementPlots;
import xcflow.functional.reference.Reference;
import xcflow.functional.reference.References;
import xcflow.spi.FunctionalCard.Recorded;
import xcflow.spi.FunctionalCard.Section;

/** Puts together what a card says, from the functional's file and from what is on record. */
final class CardContent {
    private final Exported exported;
    private final NeuralFunctional functional;
    private final NeuralSpec spec;
    private final Recorded recorded;
    private final Optional<Separable> parent;

    CardContent(Exported exported, Recorded recorded) {
        this.exported = exported;
        this.functional = exported.functional();
        this.spec = functional.spec();
        this.recorded = recorded;
        this.parent = reference().map(r -> (Separable) r.functional());
    }

    /** The built-in functional that it imitates; files name others by names of their own. */
    private Optional<Reference> reference() {
        if (spec.reference().isEmpty()) {
            return Optional.empty();
        }
        return References.named(spec.reference()).filter(r -> r.functional() instanceof Separable);
    }

    /**
     * @param cost what was measured, if it was asked for
     */
    Card card(Optional<Section> cost) throws IOException {
        var report =
                parent.isPresent()
                        ? AuditReport.of(functional, parent.get())
                        : AuditReport.of(functional);
        var parts = new ArrayList<Part>();
        parts.add(new Part("What it is", identity(), false, pictures()));
        parts.add(
                new Part(
                        "Where it comes from",
                        recorded.origin()
                                .orElse(
                                        Section.of(
                                                "Nothing is on record: it was given as a file."))));
        parts.add(new Part("Constraints kept and lost", constraints(report)));
        parts.add(
                new Part(
                        "Accuracy",
                        recorded.accuracy().orElse(Section.of("Nothing was measured."))));
        parts.add(DomainSection.of(functional));
        parts.add(
                new Part(
                        "Cost",
                        cost.orElse(
                                Section.of(
                                        "Not measured; 'xcflow functional card --measure' does so"
                                                + " on your machine."))));
        parts.add(new Part("How to run it", run(), true, List.of()));
        parts.add(new Part("How to cite it", citation()));
        parts.add(
                new Part(
                        "Licence",
                        recorded.licence()
                                .orElse(
                                        Section.of(
                                                "Whoever made it has stated none. xcflow itself,"
                                                        + " and the code in its exports, are under"
                                                        + " the Apache License 2.0."))));
        parts.add(
                new Part(
                        "Signature",
                        recorded.signature()
                                .orElse(Section.of("None: there is no record to be signed."))));
        return new Card(recorded.label(), exported.digest(), parts, facts(report));
    }

    private Section identity() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("name", recorded.label()));
        rows.add(List.of("digest (SHA-256)", exported.digest()));
        rows.add(List.of("kind", "neural GGA, " + spec.architecture().label()));
        if (!spec.reference().isEmpty()) {
            rows.add(List.of("imitates", spec.reference()));
        }
        rows.add(List.of("multiplies", spec.base()));
        rows.add(List.of("exchange", network(spec.exchange())));
        rows.add(List.of("correlation", network(spec.correlation())));
        rows.add(List.of("seed of the initial weights", "" + spec.initialisation().seed()));
        return new Section(
                List.of(
                        "Exchange and correlation of the base, each multiplied by a factor that a"
                                + " neural network gives."),
                List.of("", ""),
                rows);
    }

    private static String network(FactorSpec factor) {
        return String.format(
                Locale.ROOT,
                "%d × %d, %s, %d parameters, of %s",
                factor.depth(),
                factor.width(),
                factor.activation().name().toLowerCase(Locale.ROOT),
                factor.parameterCount(),
                factor.inputs().stream()
                        .map(i -> i.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", ")));
    }

    private List<String> pictures() {
        var plots = new EnhancementPlots(functional, parent).all();
        var pictures = new ArrayList<String>();
        for (String name : List.of("exchange", "unpolarised", "difference")) {
            if (plots.containsKey(name)) {
                pictures.add(plots.get(name).svg());
            }
        }
        return pictures;
    }

    private static Section constraints(AuditReport report) {
        var headings = new ArrayList<>(List.of("constraint", "verdict"));
        report.parent().ifPresent(name -> headings.add("beside " + name));
        var rows = new ArrayList<List<String>>();
        for (var entry : report.entries()) {
            var row = new ArrayList<String>();
            row.add(entry.finding().constraint().title());
            row.add(AuditText.verdict(entry.finding()));
            entry.judged().ifPresent(row::add);
            rows.add(row);
        }
        return new Section(List.of(AuditText.summary(report)), headings, rows);
    }

    /** The ways that there are for this functional, and no others. */
    private Section run() {
        String name = recorded.label();
        String id = exported.identifier();
        String get = "xcflow functional get " + name;
        var lines = new ArrayList<String>();
        lines.add("xcflow scf --molecule water.xyz --functional " + name);
        if (exported.runsElsewhere()) {
            lines.add(
                    get
                            + " --format python && pip install ./"
                            + id
                            + "   # PySCF: mf = "
                            + id
                            + ".pyscf(mf)");
            lines.add(get + " --format c --build   # C, C++, Fortran: " + id + ".h");
            lines.add(get + " --format libxc --build   # a library that answers in place of libxc");
            lines.add(get + " --format torchscript --build   # LibTorch, skala: " + id + ".fun");
            lines.add(
                    "xcflow functional run "
                            + name
                            + " -- abinit si.abi   # also CP2K, GPAW, Psi4, with libxc's PBE chosen");
        }
        if (ForeignFunctional.describes(functional)) {
            lines.add(get + " --format dl4j   # its networks, for Deeplearning4j");
        }
        return new Section(lines, List.of(), List.of());
    }

    private Section citation() {
        var lines = new ArrayList<String>();
        lines.add(
                recorded.label()
                        + ", a neural exchange-correlation functional made with xcflow, SHA-256 "
                        + exported.digest()
                        + ".");
        reference()
                .ifPresent(
                        reference -> {
                            lines.add("It imitates " + reference.name() + ":");
                            lines.addAll(reference.citations());
                        });
        return new Section(lines, List.of(), List.of());
    }

    private Map<String, Object> facts(AuditReport report) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("architecture", spec.architecture().label());
        facts.put("reference", spec.reference());
        facts.put("base", spec.base());
        facts.put("constraints", AuditText.values(report));
        functional
                .trainedOn()
                .ifPresent(domain -> facts.put("trained-on", DomainSection.facts(domain)));
        return facts;
    }
}
