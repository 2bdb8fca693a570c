package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
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
import xcflow.provenance.exchange.Credit;
import xcflow.provenance.exchange.DamagedArchiveException;
import xcflow.provenance.exchange.Export;
import xcflow.provenance.exchange.Selection;
import xcflow.provenance.exchange.Sink;
import xcflow.provenance.signature.DigestSignature;
import xcflow.provenance.signature.KeyFile;
import xcflow.runner.home.Project;
import xcflow.runner.view.Count;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;

/** Exports a run. */
@Command(
        name = "export",
        description = {
            "Export a run with everything that led to its results: an RO-Crate (Provenance Run Crate)"
                    + " that contains all files, PROV-JSON, and the records for 'xcflow import'.",
            "A name ending in .zip gives a single file, one ending in .json only the PROV-JSON; any"
                    + " other name is a directory, and an interrupted export continues where it stopped."
        })
class ExportCommand implements Callable<Integer>, Launched {
    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description = {
                "Number of a run, or 'latest'; below 'functional' a version, such as NAME@NUMBER."
            })
    String what;

    @Parameters(index = "1", paramLabel = "TARGET", description = "File or directory to write.")
    private Path target;

    @Option(names = "--estimate", description = "Only print the estimated size.")
    private boolean estimate;

    @Option(
            names = "--author",
            paramLabel = "'NAME <URL>'",
            description =
                    "Who is responsible for the content (URL: an ORCID, optional); otherwise the"
                            + " users who ran the programs are named.")
    private String author;

    @Option(
            names = "--publisher",
            paramLabel = "'NAME <URL>'",
            description = "Organisation that publishes it, to which the author belongs.")
    private String publisher;

    @Option(
            names = {"--licence", "--license"},
            paramLabel = "URL",
            description = "Its licence, such as https://creativecommons.org/licenses/by/4.0/.")
    private String licence;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description =
                    "Sign the manifest with this Ed25519 key (PEM; the public key is in KEY.pub; 'xcflow audit --new-key' creates both).")
    private Path sign;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    /** What to export. */
    Selection.Choice choice(Project project) throws Exception {
        return Selection.run(Records.run(project, what).id());
    }

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.HASH));
    }

    @Override
    public Integer call() throws Exception {
        Credit credit = credit();
        if (sign != null && !Files.isReadable(sign)) {
            throw new RefusedException("xcflow: there is no file " + sign);
        }
        return FunctionalRecords.with(
                spec,
                project -> {
                    Selection.Choice choice = choice(project);
                    Export export = project.provenance().exporter();
                    Export.Estimate size = export.estimate(choice);
                    PrintWriter out = spec.commandLine().getOut();
                    if (!json) {
                        out.println(inWords(size));
                        out.flush();
                    }
                    if (!estimate) {
                        write(export, choice, credit);
                    }
                    if (json) {
                        Print.json(out, json(size));
                    } else if (!estimate) {
                        out.println("wrote " + target);
                    }
                    return 0;
                });
    }

    private Credit credit() throws RefusedException {
        try {
            return new Credit(
                    Optional.ofNullable(author).map(Credit.Party::parse),
                    Optional.ofNullable(publisher).map(Credit.Party::parse),
                    Optional.ofNullable(licence));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
    }

    private boolean provOnly() {
        return target.getFileName().toString().endsWith(".json");
    }

    private long bytes(Export.Estimate size) {
        return provOnly() ? size.about() : size.bytes();
    }

    private String inWords(Export.Estimate size) {
        long bytes = bytes(size);
        return String.format(
                Locale.ROOT,
                "%s, %s, %s: about %s",
                Count.of(size.executions(), "execution"),
                Count.of(size.functionals(), "functional version"),
                Count.of(size.artefacts(), "artefact"),
                bytes < 1e6
                        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6));
    }

    private Map<String, Object> json(Export.Estimate size) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("target", target.toString());
        facts.put("executions", (long) size.executions());
        facts.put("functionals", (long) size.functionals());
        facts.put("artefacts", (long) size.artefacts());
        facts.put("bytes", bytes(size));
        facts.put("written", !estimate);
        return facts;
    }

    private void write(Export export, Selection.Choice choice, Credit credit) throws Exception {
        if (provOnly()) {
            export.prov(choice, target);
            return;
        }
        boolean zip = target.getFileName().toString().endsWith(".zip");
        try (Sink sink = zip ? Sink.zip(target) : Sink.directory(target)) {
            export.crate(choice, credit, signer(), sink, bytes -> {});
        } catch (DamagedArchiveException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Optional<Export.Signer> signer() throws Exception {
        if (sign == null) {
            return Optional.empty();
        }
        PrivateKey privateKey = KeyFile.readPrivate(sign);
        PublicKey publicKey = KeyFile.readPublic(KeyFile.publicFile(sign));
        return Optional.of(
                (purpose, digest) -> {
                    try {
                        return DigestSignature.of(purpose, digest, privateKey, publicKey);
                    } catch (GeneralSecurityException e) {
                        throw new IllegalArgumentException(e.getMessage(), e);
                    }
                });
    }

    /** Exports a functional version. */
    @Command(
            name = "export",
            description = {
                "Export a functional version with its whole ancestry; see 'xcflow export --help'."
            })
    static final class OfFunctional extends ExportCommand {
        @Override
        Selection.Choice choice(Project project) {
            return Selection.functional(project.provenance().functionals().get(what).id());
        }
    }
}
