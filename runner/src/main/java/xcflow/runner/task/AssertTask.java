package xcflow.runner.task;

import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Fails the run when an expression is false. */
@TaskInfo(
        name = AssertTask.NAME,
        version = "1",
        title = "Fail unless an expression is true",
        description =
                """
                Stops with `message` when `that` is false, so that a wrong result is found where it arises
                and not in the table at the end.
                """,
        example =
                """
                converged:
                  uses: assert
                  with:
                    that: ${{ steps.energy.change < 1.0e-6 }}
                    message: The energy has not converged (change ${{ steps.energy.change }} Ha).
                """)
public final class AssertTask implements Task<AssertTask.Inputs, AssertTask.Outputs> {
    public static final String NAME = "assert";

    /** The condition and what to say when it does not hold. */
    public record Inputs(
            @Describe(value = "The condition", example = "${{ steps.a.energy < 0.0 }}")
                    boolean that,
            @Describe(value = "Message if it is false", defaultValue = "the assertion is false")
                    String message) {}

    /** The condition, which held. */
    public record Outputs(@Describe("Always true") boolean holds) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws TaskFailure {
        if (!inputs.that()) {
            throw new TaskFailure(inputs.message());
        }
        return new Outputs(true);
    }
}
