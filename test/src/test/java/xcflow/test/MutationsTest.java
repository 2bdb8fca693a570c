package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged workflows and inputs, made by chance from sound ones, are refused in sentences or
 * accepted: never with a stack trace, never without end. {@code test/faults/mutations.sh} makes
 * many more of them.
 */
class MutationsTest {
    private static final int WORKFLOWS = Integer.getInteger("xcflow.mutations.workflows", 200);
    private static final int INPUTS = Integer.getInteger("xcflow.mutations.inputs", 400);
    private static final long SEED = Long.getLong("xcflow.mutations.seed", 1);

    @TempDir private Path directory;

    @Test
    void workflows() throws Exception {
        List<byte[]> sound = new ArrayList<>();
        for (String text : Samples.WORKFLOWS) {
            sound.add(text.getBytes(StandardCharsets.UTF_8));
        }
        for (String name : List.of("quickstart.yaml", "crystals.yaml")) {
            sound.add(Files.readAllBytes(Path.of("../workflows", name)));
        }
        CommandLine xcflow = new CommandLine(directory);
        xcflow.file("data.json", Samples.DATA);
        Path file = directory.resolve("mutated.yaml");
        Mutations mutations = new Mutations(SEED, Mutations.YAML);
        try (Mutated mutated = new Mutated("workflows", WORKFLOWS)) {
            for (int i = 0; i < WORKFLOWS; i++) {
                mutated.attempt(
                        mutations.of(sound.get(i % sound.size())),
                        file,
                        path -> xcflow.run("plan", path.toString()));
            }
            assertThat(mutated.faults()).isEmpty();
        }
    }

    static List<MutatedReader> inputs() {
        return MutatedReaders.all();
    }

    /** That the undamaged file is read: otherwise all would be refused for the same reason. */
    @ParameterizedTest
    @MethodSource
    void inputs(MutatedReader reader) throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        byte[] sound = reader.sample().in(xcflow);
        Path file = directory.resolve(reader.file());
        Files.write(file, sound);
        CommandLine.Result undamaged = reader.reading().read(xcflow, file);
        assertThat(undamaged.status()).as(undamaged.err()).isZero();
        Mutations mutations = new Mutations(SEED + reader.name().hashCode(), reader.tokens());
        int readers = inputs().size();
        int count = (INPUTS + readers - 1) / readers;
        try (Mutated mutated = new Mutated(reader.name(), count)) {
            for (int i = 0; i < count; i++) {
                mutated.attempt(
                        reader.zip() ? mutations.ofZip(sound) : mutations.of(sound),
                        file,
                        path -> reader.reading().read(xcflow, path));
            }
            assertThat(mutated.faults()).isEmpty();
        }
    }

    /** Otherwise every mutation would be refused for the same reason. */
    @Test
    void theWorkflowsAreSound() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        xcflow.file("data.json", Samples.DATA);
        for (String text : Samples.WORKFLOWS) {
            xcflow.ok("plan", xcflow.file("sound.yaml", text).toString());
        }
    }

    /** The chance by which the mutations differ is fixed. */
    @Test
    void theSameSeedMakesTheSameMutations() {
        byte[] sound = Samples.PARAMETERS.getBytes(StandardCharsets.UTF_8);
        assertThat(new Mutations(5, Mutations.YAML).of(sound))
                .isEqualTo(new Mutations(5, Mutations.YAML).of(sound));
    }
}
