package xcflow.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import xcflow.spi.Artefact;
import xcflow.spi.RecordedTasks;
import xcflow.spi.RecordedTasks.Result;
import xcflow.spi.RecordedTasks.Step;
import xcflow.spi.TaskFailure;

/** How commands leave a record of what they do, as a workflow with one step would. */
final class OnRecord {
    @Option(names = "--no-record", description = "Do not record it in the project.")
    private boolean off;

    /** Who records, if there is a project and it is wanted; says so if there is none. */
    Optional<RecordedTasks> recorder(CommandSpec spec) {
        if (off || !(spec.root().userObject() instanceof RecordedTasks records)) {
            return Optional.empty();
        }
        if (!records.recording()) {
            var err = spec.commandLine().getErr();
            err.println(
                    "xcflow: not recorded: there is no project here (--home names one,"
                            + " 'xcflow run' makes one)");
            err.flush();
            return Optional.empty();
        }
        return Optional.of(records);
    }

    /** Runs the task on record and says where. */
    static Result run(RecordedTasks recorder, Step step, CommandSpec spec)
            throws TaskFailure, IOException {
        Result result = recorder.run(step);
        var err = spec.commandLine().getErr();
        result.warnings().forEach(warning -> CommandWarnings.print(err, warning));
        err.println("recorded as run " + result.run());
        err.flush();
        return result;
    }

    /** A file as an input: it may be anywhere, and is written from the working directory. */
    static String path(Path file) {
        var here = Path.of("").toAbsolutePath().normalize();
        return here.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /** A functional as an input: the path of a file, or a name. */
    static Object functional(String nameOrFile) {
        var file = Path.of(nameOrFile);
        return Files.isRegularFile(file) ? Map.of("file", path(file)) : nameOrFile;
    }

    /** Copies the files of the outputs to a directory, which is made if it is not there. */
    static void copy(Result result, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Object output : result.outputs().values()) {
            copy(output, result, directory);
        }
    }

    private static void copy(Object value, Result result, Path directory) throws IOException {
        if (value instanceof Artefact artefact) {
            Files.copy(
                    result.files().get(artefact.digest()),
                    directory.resolve(artefact.name()),
                    StandardCopyOption.REPLACE_EXISTING);
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                copy(element, result, directory);
            }
        }
    }
}
