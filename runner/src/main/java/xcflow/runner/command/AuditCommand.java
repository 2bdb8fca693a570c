package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.audit.AuditFinding;
import xcflow.provenance.audit.HomeAudit;
import xcflow.provenance.audit.HomeAuditReport;
import xcflow.provenance.record.Execution;
import xcflow.provenance.signature.KeyFile;
import xcflow.provenance.signature.Signatures;
import xcflow.runner.execution.Replay;
import xcflow.runner.home.Project;
import xcflow.runner.view.AuditResults;
import xcflow.runner.view.Count;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.workflows.schema.TaskCatalog;

/** Checks that what is recorded is whole, unaltered and explained. */
@Command(name = "audit", description = "Verify every artefact, the event chain and the lineage.")
final class AuditCommand implements Callable<Integer>, Launched, OpensProject {
    @Parameters(
            arity = "0..1",
            paramLabel = "RUN|FUNCTIONAL",
            description =
                    "Hash and replay only what led to this run or functional version; records and"
                            + " events are always audited completely.")
    private String subject;

    @Option(
            names = "--replay",
            paramLabel = "N|all",
            defaultValue = "0",
            description =
                    "Also compute N executions again, if possible with the recorded linear-algebra"
                            + " kernel, and compare all outputs within their declared tolerances.")
    private String replay;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description =
                    "If all is well, sign the end of the event chain with this Ed25519 key (PEM; the"
                            + " public key is in KEY.pub) and print the signature.")
    private Path sign;

    @Option(names = "--new-key", paramLabel = "KEY", description = "Create a key pair first.")
    private Path newKey;

    @Option(
            names = "--verify-signature",
            paramLabel = "KEY.pub",
            description = "Verify the signatures made with this key.")
    private Path verify;

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "With --verify-signature: also a signature that was kept elsewhere.")
    private Path kept;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(
                ProfileRule.given(LaunchProfile.CONDUCT, "--replay"),
                ProfileRule.always(LaunchProfile.HASH));
    }

    @Override
    public Integer call() throws Exception {
        for (Path file : Arrays.asList(verify, kept, newKey == null ? sign : null)) {
            if (file != null && !Files.isReadable(file)) {
                throw new RefusedException("xcflow: there is no file " + file);
            }
        }
        try {
            return FunctionalRecords.with(spec, this::audit);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(
                    "xcflow: " + e.getFile() + " exists; keys are never overwritten");
        }
    }

    private int audit(Project project) throws Exception {
        int number = replays();
        if (newKey != null) {
            KeyFile.generate(newKey);
        }
        HomeAudit.Scope scope = scope(project);
        HomeAuditReport report = project.provenance().audit().run(scope, bytes -> {});
        List<Replay.Result> replays =
                number > 0
                        ? new Replay(project, TaskCatalog.load())
                                .replay(
                                        number,
                                        project.provenance().audit().executions(scope),
                                        this::tell)
                        : List.of();
        boolean same = replays.stream().noneMatch(r -> r.verdict() == Replay.Verdict.DIFFERENT);
        Signatures.Verification verification = verify == null ? null : verification(project);
        boolean clean =
                report.clean()
                        && same
                        && (verification == null || verification.findings().isEmpty());
        keep(project, report, replays);
        Signatures.Signed signed = sign != null && clean ? sign(project) : null;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Print.json(out, json(report, replays, verification, signed));
        } else {
            tell(report, replays, out);
            tell(verification, signed, out);
        }
        return clean ? 0 : Errors.FAILED;
    }

    /** For the pages, which show the latest results. */
    private void keep(Project project, HomeAuditReport report, List<Replay.Result> replays) {
        AuditResults results = new AuditResults(project);
        try {
            results.keep(
                    results.of(
                            report,
                            replays,
                            System.getProperty("user.name"),
                            Optional.ofNullable(subject)));
        } catch (RuntimeException e) {
            // An auditor need not be allowed to write.
            PrintWriter err = spec.commandLine().getErr();
            err.println("note: the pages will not list this audit: " + e.getMessage());
            err.flush();
        }
    }

    private void tell(Execution execution, int index, int of, Optional<Replay.Result> result) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                String.format(
                        Locale.ROOT,
                        "replay %d of %d: execution %d (%s)%s",
                        index,
                        of,
                        execution.id(),
                        execution.task(),
                        result.map(r -> ", " + r.inWords()).orElse(" …")));
        err.flush();
    }

    private int replays() throws RefusedException {
        try {
            return replay.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(replay);
        } catch (NumberFormatException e) {
            throw new RefusedException("xcflow: --replay needs a number or 'all', not " + replay);
        }
    }

    private HomeAudit.Scope scope(Project project) throws RefusedException {
        if (subject == null) {
            return HomeAudit.Scope.EVERYTHING;
        }
        return subject.matches("\\d+|latest")
                ? HomeAudit.Scope.run(Records.run(project, subject).id())
                : HomeAudit.Scope.functional(project.provenance().functionals().get(subject).id());
    }

    private Signatures.Signed sign(Project project) throws Exception {
        return project.provenance()
                .signatures()
                .sign(KeyFile.readPrivate(sign), KeyFile.readPublic(KeyFile.publicFile(sign)));
    }

    private Signatures.Verification verification(Project project) throws Exception {
        List<Signatures.Signed> elsewhere =
                kept == null
                        ? List.of()
                        : List.of(Signatures.Signed.fromJson(Files.readString(kept)));
        return project.provenance().signatures().verify(KeyFile.readPublic(verify), elsewhere);
    }

    private static void tell(
            Signatures.Verification verification, Signatures.Signed signed, PrintWriter out) {
        if (verification != null) {
            verification.findings().forEach(out::println);
            out.println(
                    String.format(
                            Locale.ROOT,
                            "%s, valid up to event %d",
                            Count.of(verification.signatures(), "signature"),
                            verification.covered()));
        }
        if (signed != null) {
            out.println(signed.toJson());
        }
    }

    private static void tell(HomeAuditReport report, List<Replay.Result> replays, PrintWriter out) {
        report.findings().forEach(finding -> out.println(finding));
        if (report.found() > report.findings().size()) {
            out.println("… and " + (report.found() - report.findings().size()) + " more");
        }
        report.notices().forEach(notice -> out.println("note: " + notice));
        out.println(
                String.format(
                        Locale.ROOT,
                        "%s, %s, %s, %s (%.1f MB): %s",
                        Count.of(report.counts().events(), "event"),
                        Count.of(report.counts().executions(), "execution"),
                        Count.of(report.counts().functionals(), "functional version"),
                        Count.of(report.counts().artefacts(), "artefact"),
                        report.counts().bytes() / 1e6,
                        report.clean() ? "all is well" : Count.of(report.found(), "finding")));
        for (Replay.Result result : replays) {
            if (result.verdict() != Replay.Verdict.IDENTICAL) {
                out.println("replay of execution " + result.execution() + ": " + result.inWords());
            }
        }
        if (!replays.isEmpty()) {
            out.println(summary(replays));
        }
    }

    private static String summary(List<Replay.Result> replays) {
        Map<Replay.Verdict, Integer> counts = new EnumMap<>(Replay.Verdict.class);
        replays.forEach(result -> counts.merge(result.verdict(), 1, Integer::sum));
        return String.format(
                Locale.ROOT,
                "%s computed again: %d identical, %d equal within tolerance, %d different, %d not comparable",
                Count.of(replays.size(), "execution"),
                counts.getOrDefault(Replay.Verdict.IDENTICAL, 0),
                counts.getOrDefault(Replay.Verdict.WITHIN_TOLERANCE, 0),
                counts.getOrDefault(Replay.Verdict.DIFFERENT, 0),
                counts.getOrDefault(Replay.Verdict.NOT_COMPARABLE, 0));
    }

    private static List<Object> json(List<AuditFinding> list) {
        List<Object> findings = new ArrayList<>();
        for (AuditFinding finding : list) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("subject", finding.subject());
            entry.put("what", finding.what());
            entry.put("expected", finding.expected());
            entry.put("found", finding.found());
            findings.add(entry);
        }
        return findings;
    }

    private static Map<String, Object> json(
            HomeAuditReport report,
            List<Replay.Result> replays,
            Signatures.Verification verification,
            Signatures.Signed signed) {
        List<Object> replayed = new ArrayList<>();
        for (Replay.Result result : replays) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("execution", result.execution());
            entry.put("verdict", result.verdict().name());
            entry.put("detail", result.detail());
            replayed.add(entry);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clean", report.clean());
        json.put("events", report.counts().events());
        json.put("executions", report.counts().executions());
        json.put("functionals", report.counts().functionals());
        json.put("artefacts", report.counts().artefacts());
        json.put("bytes", report.counts().bytes());
        json.put("findings", json(report.findings()));
        json.put("notices", json(report.notices()));
        json.put("replays", replayed);
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Replay.Verdict verdict : Replay.Verdict.values()) {
            counts.put(
                    verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    replays.stream().filter(r -> r.verdict() == verdict).count());
        }
        json.put("replay-counts", counts);
        if (verification != null) {
            json.put("signatures", (long) verification.signatures());
            json.put("signed-up-to", verification.covered());
            json.put("signature-findings", json(verification.findings()));
        }
        if (signed != null) {
            json.put("signature", Print.stored(signed.toJson()));
        }
        return json;
    }
}
