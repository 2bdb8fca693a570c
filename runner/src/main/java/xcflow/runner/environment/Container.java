package xcflow.runner.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.spi.TaskFailure;
import xcflow.storage.Sha256;

/**
 * A container, by Podman or Docker; or by Apptainer, which takes image files and digests. The
 * scratch directory is the only one of the machine that it sees.
 *
 * @param image reference as the user wrote it, or path of a {@code .sif} file
 * @param reference by digest, as {@link #found} gave it; empty: not asked yet
 */
public record Container(Programs programs, String image, String reference) implements Environment {
    private static final Pattern ID = Pattern.compile("(sha256:)?([0-9a-f]{64})");
    private static final Pattern PINNED = Pattern.compile("(.+)@(sha256:[0-9a-f]{64})");
    private static final Pattern REFERENCE =
            Pattern.compile("[a-z0-9][A-Za-z0-9._/:-]*(@sha256:[0-9a-f]{64})?");
    private static final Duration ASKING = Duration.ofMinutes(1);
    private static final Duration FETCHING = Duration.ofHours(2);

    /** Refuses what no image can be called. */
    public static void check(String image) {
        if (image.endsWith(".sif")) {
            if (!image.startsWith("/")) {
                throw new IllegalArgumentException(
                        "the image file '" + image + "' needs its whole path, from /");
            }
        } else if (!REFERENCE.matcher(image).matches()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "'%s' is no image: write NAME:TAG, NAME@sha256:DIGEST or the path of a .sif file",
                            image));
        }
    }

    private boolean isFile() {
        return image.endsWith(".sif");
    }

    @Override
    public Map<String, Object> found() throws TaskFailure, IOException {
        String pinned = isFile() ? fileDigest() : resolved();
        String digest = pinned.substring(pinned.indexOf("sha256:"));
        return Map.of("image", digest, "reference", isFile() ? image : pinned);
    }

    private String fileDigest() throws TaskFailure, IOException {
        apptainer();
        Path file = Path.of(image);
        if (!Files.isRegularFile(file)) {
            throw new TaskFailure("there is no image file " + image);
        }
        return "sha256:" + Sha256.of(file);
    }

    private Path apptainer() throws TaskFailure {
        return programs.find("apptainer", "singularity")
                .orElseThrow(
                        () ->
                                new TaskFailure(
                                        "this machine has no 'apptainer' in PATH, which the image "
                                                + image
                                                + " needs"));
    }

    /** A reference by digest. */
    private String resolved() throws TaskFailure, IOException {
        Matcher pinned = PINNED.matcher(image);
        if (pinned.matches()) {
            return image;
        }
        Path engine = programs.find("podman", "docker").orElse(null);
        if (engine == null) {
            throw new TaskFailure(
                    programs.find("apptainer", "singularity").isPresent()
                            ? "apptainer cannot say which image the tag "
                                    + image
                                    + " is: write "
                                    + withoutTag()
                                    + "@sha256:DIGEST, or the path of a .sif file"
                            : "this machine has no 'podman', 'docker' or 'apptainer' in PATH, which the container "
                                    + image
                                    + " needs");
        }
        Programs.Said said = inspect(engine);
        if (said.status() != 0) {
            Programs.Said pulled =
                    programs.run(
                            List.of(engine.toString(), "pull", "-q", image),
                            programs.variables(),
                            FETCHING);
            said = pulled.status() == 0 ? inspect(engine) : pulled;
        }
        return reference(said).orElseThrow(unresolved(said));
    }

    private Supplier<TaskFailure> unresolved(Programs.Said said) {
        return () ->
                new TaskFailure(
                        "the container image "
                                + image
                                + " cannot be resolved to a digest: "
                                + said.end());
    }

    private Programs.Said inspect(Path engine) throws TaskFailure, IOException {
        return programs.run(
                List.of(
                        engine.toString(),
                        "image",
                        "inspect",
                        "--format",
                        "{{range .RepoDigests}}{{.}} {{end}}{{.Id}}",
                        image),
                programs.variables(),
                ASKING);
    }

    /**
     * The digest under which a registry has the image; otherwise that of its configuration, which
     * names its layers.
     */
    private Optional<String> reference(Programs.Said said) {
        if (said.status() != 0) {
            return Optional.empty();
        }
        List<String> words = List.of(said.out().strip().split("\\s+"));
        Optional<String> own =
                words.stream()
                        .filter(word -> PINNED.matcher(word).matches())
                        .filter(word -> word.substring(0, word.indexOf('@')).endsWith(withoutTag()))
                        .findFirst();
        Matcher id = ID.matcher(words.get(words.size() - 1));
        return own.isPresent() || !id.matches() ? own : Optional.of("sha256:" + id.group(2));
    }

    private String withoutTag() {
        int colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
    }

    @Override
    public Start start(List<String> command, Place place) throws TaskFailure, IOException {
        Path engine = isFile() ? null : programs.find("podman", "docker").orElse(null);
        return engine == null ? apptainer(command, place) : engine(engine, command, place);
    }

    private Start engine(Path engine, List<String> command, Place place) {
        String name = "xcflow-" + UUID.randomUUID();
        List<String> all = new ArrayList<>();
        all.addAll(List.of(engine.toString(), "run", "--rm", "--name", name));
        all.addAll(List.of("--network", "host", "--entrypoint", command.get(0)));
        if (engine.endsWith("docker") && Files.exists(Path.of("/proc/self"))) {
            all.addAll(List.of("--user", owner(place.scratch())));
        }
        all.addAll(List.of("-v", place.scratch() + ":" + place.scratch()));
        all.addAll(List.of("-w", place.directory().toString()));
        place.variables()
                .forEach(
                        (variable, value) -> {
                            if (!variable.equals("PATH")) {
                                all.addAll(List.of("-e", variable + "=" + value));
                            }
                        });
        all.add(reference.isEmpty() ? image : reference);
        all.addAll(command.subList(1, command.size()));
        List<String> end = new ArrayList<>(List.of(engine.toString(), "rm", "-f"));
        if (!engine.endsWith("docker")) {
            end.addAll(List.of("--time", "0"));
        }
        end.add(name);
        return new Start(all, programs.variables(), end);
    }

    private static String owner(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid")
                    + ":"
                    + Files.getAttribute(file, "unix:gid");
        } catch (IOException | UnsupportedOperationException e) {
            return "0:0";
        }
    }

    private Start apptainer(List<String> command, Place place) throws TaskFailure {
        List<String> all = new ArrayList<>();
        all.addAll(List.of(apptainer().toString(), "exec", "--cleanenv", "--no-mount", "home,cwd"));
        all.addAll(List.of("--home", place.directory().toString()));
        all.addAll(List.of("--bind", place.scratch().toString()));
        all.addAll(List.of("--pwd", place.directory().toString()));
        all.add(isFile() ? image : "docker://" + (reference.isEmpty() ? image : reference));
        all.addAll(command);
        Map<String, String> variables = new java.util.TreeMap<>(programs.variables());
        place.variables()
                .forEach(
                        (variable, value) -> {
                            if (!variable.equals("PATH") && !variable.equals("HOME")) {
                                variables.put("APPTAINERENV_" + variable, value);
                            }
                        });
        return new Start(all, variables, List.of());
    }
}
