package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.exchange.DamagedArchiveException;
import xcflow.provenance.exchange.Import;
import xcflow.provenance.signature.KeyFile;
import xcflow.runner.home.Project;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.Count;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.workflows.schema.TaskCatalog;

/** Imports what another project exported. */
@Command(
        name = "import",
        description =
                "Import what 'xcflow export' wrote elsewhere, completely or not at all. Every digest is"
                        + " verified; imported results are found in the cache like any others,"
                        + " and labelled as imported.")
final class ImportCommand implements Callable<Integer>, Launched {
    @Parameters(paramLabel = "SOURCE", description = "Exported directory or zip file.")
    private Path source;

    @Option(
            names = "--signed-by",
            paramLabel = "KEY.pub",
            description =
                    "Import only if it is signed with this Ed25519 key (PEM); without this option"
                            + " any complete archive is imported, and labelled with its signer or as unverified.")
    private Path key;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    private Optional<PublicKey> signer() throws Exception {
        return key == null ? Optional.empty() : Optional.of(KeyFile.readPublic(key));
    }

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.HASH));
    }

    /** A task that is not there cannot say how its key sees its inputs: as they are. */
    private BinaryOperator<String> keyInputs() {
        TaskCatalog tasks = Xcflow.tasks(spec);
        return (task, inputs) ->
                tasks.find(task)
                        .map(type -> PlainJson.write(type.identity(PlainJson.readMap(inputs))))
                        .orElse(inputs);
    }

    @Override
    public Integer call() throws Exception {
        if (key != null && !Files.isReadable(key)) {
            throw new RefusedException("xcflow: there is no file " + key);
        }
        if (!Files.exists(source)) {
            throw new RefusedException("xcflow: there is no " + source);
        }
        try (Project project = Xcflow.project(spec)) {
            Import.Imported imported =
                    project.provenance().importer(keyInputs()).from(source, signer(), bytes -> {});
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("executions", (long) imported.executions());
                facts.put("functionals", (long) imported.functionals());
                facts.put("artefacts", (long) imported.artefacts());
                facts.put("bytes", imported.bytes());
                facts.put("runs", imported.runs());
                facts.put("origin", imported.origin());
                facts.put("missing", imported.missing());
                Print.json(out, facts);
            } else {
                out.println(
                        String.format(
                                Locale.ROOT,
                                "imported %s, %s, %s (%.1f MB)",
                                Count.of(imported.executions(), "execution"),
                                Count.of(imported.functionals(), "functional version"),
                                Count.of(imported.artefacts(), "artefact"),
                                imported.bytes() / 1e6));
                imported.runs().forEach(run -> out.println("the run is number " + run + " here"));
                out.println(imported.origin());
                imported.missing()
                        .forEach(digest -> out.println("not in the archive: artefact " + digest));
            }
            out.flush();
            return 0;
        } catch (ZipException | NoSuchFileException e) {
            throw new RefusedException(
                    String.format(
                            Locale.ROOT,
                            "xcflow: %s is not a directory or a zip file that 'xcflow export' wrote (%s)",
                            source,
                            e.getMessage()));
        } catch (DamagedArchiveException e) {
            spec.commandLine().getErr().println("xcflow: " + e.getMessage());
            spec.commandLine().getErr().println("nothing was imported");
            spec.commandLine().getErr().flush();
            return Errors.FAILED;
        }
    }
}
