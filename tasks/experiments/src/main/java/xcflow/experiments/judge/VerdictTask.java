package xcflow.experiments.judge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;

/** Whether a claim was reproduced. */
@TaskInfo(
        name = "verdict",
        version = "2",
        title = "Whether a claim was reproduced",
        description =
                """
                States a claim, whether the results bear it out, and why. Both come from
                expressions over the results; unlike `assert`, a claim that is not reproduced does
                not fail the run: it is a result. An expression over a value that is missing gives no
                answer, and then the claim is undecided. Write `string(x)` in `because` where x may be
                missing.
                """,
        example =
                """
                verdict:
                  uses: verdict
                  with:
                    claim: Constrained clones are nearer to their reference.
                    reproduced: ${{ steps.spread.mean['energy-mae']['constrained'] < steps.spread.mean['energy-mae']['unconstrained'] }}
                    because: the mean error is ${{ steps.spread.mean['energy-mae']['constrained'] }} mHa
                """)
public final class VerdictTask implements Task<VerdictTask.Inputs, VerdictTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe("The claim, as a sentence.") String claim,
            @Describe("Whether the results bear it out; null: undecided.")
                    Optional<Boolean> reproduced,
            @Describe("The numbers that say so, as a sentence with expressions in it.")
                    String because,
            @Describe(
                            value = "Number of results that are missing, which the text mentions.",
                            defaultValue = "0",
                            min = 0)
                    int missing) {}

    /** Outputs. */
    public record Outputs(
            @Describe("The claim.") String claim,
            @Describe("Whether the results bear it out; none if that is undecided.")
                    Optional<Boolean> reproduced,
            @Describe("The same as a word: yes, no or undecided.") String verdict,
            @Describe("Claim, verdict and reason as text.") String text,
            @Describe("The same (Markdown).") Artefact report) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws IOException {
        String verdict = inputs.reproduced().map(yes -> yes ? "yes" : "no").orElse("undecided");
        String lack =
                inputs.missing() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " (%d %s missing.)",
                                inputs.missing(),
                                inputs.missing() == 1 ? "value is" : "values are");
        String text =
                String.format(
                        Locale.ROOT,
                        "%s Reproduced: %s, because %s%s",
                        inputs.claim().strip(),
                        verdict,
                        inputs.because().strip(),
                        lack);
        if (inputs.reproduced().isEmpty()) {
            context.warn("verdict-undecided", text);
        }
        Artefact report =
                context.store(
                        "verdict.md",
                        "text/markdown",
                        out ->
                                out.write(
                                        ("**" + inputs.claim().strip() + "**\n\n" + text + "\n")
                                                .getBytes(StandardCharsets.UTF_8)));
        return new Outputs(inputs.claim(), inputs.reproduced(), verdict, text, report);
    }
}
