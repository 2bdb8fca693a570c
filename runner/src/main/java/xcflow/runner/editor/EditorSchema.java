package xcflow.runner.editor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.CodeSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.workflows.document.WorkflowSchema;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/**
 * Writes the schema that the first line of an experiment names, so that editors find it: the first
 * time that the experiment is used, and again when the installed tasks are newer. Only a file
 * {@code schema/workflow.json} beside the experiment or in one of two directories above is written,
 * and none that somebody else wrote is replaced.
 */
public final class EditorSchema {
    private static final Logger LOG = LoggerFactory.getLogger(EditorSchema.class);
    private static final int FIRST_LINES = 5;
    private static final int FIRST_BYTES = 4096;
    private static final Pattern LINE =
            Pattern.compile(
                    "#\\s*yaml-language-server:\\s*\\$schema=((?:\\./|(?:\\.\\./){1,2})?schema/workflow\\.json)\\s*");

    private EditorSchema() {}

    /**
     * Brings the schema up to date, if the experiment names one. An editor's help is not worth a
     * failure: where it cannot be written, there is none.
     */
    public static void keep(Path experiment, TaskCatalog tasks) {
        try {
            Optional<Path> named = named(experiment);
            if (named.isPresent() && isOutdated(named.get(), tasks)) {
                write(named.get(), WorkflowSchema.text(tasks));
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("the schema for editors could not be written", e);
        }
    }

    /** The schema that a file names in one of its first lines; a pipe or a device names none. */
    static Optional<Path> named(Path experiment) throws IOException {
        if (!Files.isRegularFile(experiment)) {
            return Optional.empty();
        }
        byte[] begin;
        try (InputStream in = Files.newInputStream(experiment)) {
            begin = in.readNBytes(FIRST_BYTES);
        }
        Path directory = experiment.toAbsolutePath().getParent();
        return new String(begin, StandardCharsets.UTF_8)
                .lines()
                .limit(FIRST_LINES)
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(found -> directory.resolve(found.group(1)).normalize());
    }

    /** Whether there is none, or it is ours and older than something that a task comes from. */
    private static boolean isOutdated(Path schema, TaskCatalog tasks) throws IOException {
        if (!Files.exists(schema)) {
            return true;
        }
        FileTime written = Files.getLastModifiedTime(schema);
        Set<URI> sources = new HashSet<>();
        for (TaskType task : tasks.types()) {
            CodeSource source = task.implementation().getProtectionDomain().getCodeSource();
            if (source != null && source.getLocation().getProtocol().equals("file")) {
                sources.add(URI.create(source.getLocation().toString()));
            }
        }
        for (URI source : sources) {
            if (Files.getLastModifiedTime(Path.of(source)).compareTo(written) > 0) {
                return isOurs(schema);
            }
        }
        return false;
    }

    private static boolean isOurs(Path schema) throws IOException {
        return Files.readString(schema).contains(WorkflowSchema.MARK);
    }

    private static void write(Path schema, String text) throws IOException {
        if (Files.exists(schema) && Files.readString(schema).equals(text)) {
            Files.setLastModifiedTime(schema, FileTime.fromMillis(System.currentTimeMillis()));
            return;
        }
        Files.createDirectories(schema.getParent());
        Path unfinished = Files.createTempFile(schema.getParent(), ".workflow", ".unfinished");
        try {
            Files.writeString(unfinished, text);
            try {
                Files.move(unfinished, schema, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(unfinished, schema, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
