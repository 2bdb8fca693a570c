package xcflow.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.Artefact;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

class TaskTrialTest {
    @TempDir private Path directory;

    /** How the task misbehaves. */
    record Inputs(String fault) {}

    record Outputs(int number, Artefact file) {}

    /** Not registered, and honest only if nothing is asked of it. */
    static final class Sample implements Task<Inputs, Outputs> {
        @Override
        public Class<Inputs> inputs() {
            return Inputs.class;
        }

        @Override
        public Class<Outputs> outputs() {
            return Outputs.class;
        }

        @Override
        public Outputs run(Inputs inputs, TaskContext context) throws Exception {
            if (inputs.fault().equals("failure")) {
                throw new TaskFailure("there is no number");
            }
            if (inputs.fault().equals("silence")) {
                throw new TaskFailure("");
            }
            int number = inputs.fault().equals("threads") ? context.threads() : 1;
            context.warn("sample-only", "a sample");
            context.warn("sample-only", "a sample");
            Artefact file =
                    context.store("a.txt", "text/plain", out -> out.write("text".getBytes(UTF_8)));
            return new Outputs(number, file);
        }
    }

    private TaskTrial<Inputs, Outputs> trial(String name) {
        return TaskTrial.of(new Sample(), directory.resolve(name));
    }

    @Test
    void givesOutputsAndKeepsWhatWasStored() throws Exception {
        TrialContext context = new TrialContext(directory);
        Outputs outputs = trial("x").run(new Inputs("none"), context);
        assertThat(context.text(outputs.file())).isEqualTo("text");
        assertThat(context.warnings).hasSize(1);
        assertThat(TaskTrial.of(new Sample(), directory).repeatable(new Inputs("none")))
                .isEqualTo(outputs);
    }

    @Test
    void noticesThatTheResultDependsOnThreads() {
        TaskTrial<Inputs, Outputs> trial = TaskTrial.of(new Sample(), directory);
        assertThatThrownBy(() -> trial.repeatable(new Inputs("threads")))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("outputs with 2 threads: Outputs[number=2");
    }

    @Test
    void wantsFailuresThatSaySomething() throws Exception {
        TaskTrial<Inputs, Outputs> trial = TaskTrial.of(new Sample(), directory);
        assertThat(trial.failure(new Inputs("failure"))).hasMessage("there is no number");
        assertThatThrownBy(() -> trial.failure(new Inputs("silence")))
                .hasMessage("the failure says nothing");
        assertThatThrownBy(() -> trial.failure(new Inputs("none")))
                .hasMessageStartingWith("did not fail, but gave Outputs");
    }

    @Test
    void noticesThatATaskIsNotRegistered() {
        assertThatThrownBy(() -> trial("x").registered())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not name xcflow.testkit.TaskTrialTest$Sample");
    }
}
