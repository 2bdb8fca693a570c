package xcflow.experiments.tuning;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** Makes steps until a fine-tuning ends, and keeps each in the checkpoint of the task. */
record Optimisation(FineTuneTask.Inputs inputs, TaskContext context) {

    /**
     * @param missing told which systems do not converge with the parent
     * @throws TaskFailure if nothing is left to train on, or a solution is wrong
     */
    FineTuning.State run(FineTuning all, Map<String, String> missing)
            throws TaskFailure, IOException {
        FineTuning.State state = resume();
        if (state == null) {
            state =
                    all.start(
                            share -> report(0, share),
                            (name, reason) -> missing.put(name + " with the parent", reason));
            save(state);
        } else {
            Set<String> converged = state.systems().keySet();
            all.names().stream()
                    .filter(name -> !converged.contains(name))
                    .forEach(name -> missing.put(name + " with the parent", "did not converge"));
        }
        FineTuning tuning = all.within(state.systems().keySet());
        while (!state.finished() && state.history().size() <= inputs.iterations()) {
            int number = state.history().size();
            state = tuning.step(state, inputs.patience(), share -> report(number, share));
            save(state);
            FineTuning.Iteration last = state.history().get(state.history().size() - 1);
            context.log()
                    .info(
                            "step {}: trained {} kcal/mol, held out {} kcal/mol",
                            last.number(),
                            last.trainMae(),
                            last.heldOutMae());
        }
        return state;
    }

    private void report(int step, double share) {
        context.checkCancelled();
        context.progress(
                (step + share) / (inputs.iterations() + 1),
                String.format(
                        Locale.ROOT,
                        "step %d of at most %d, %.0f %%",
                        step,
                        inputs.iterations(),
                        100 * share));
    }

    private FineTuning.State resume() throws IOException {
        Optional<InputStream> stored = context.loadCheckpoint();
        if (stored.isEmpty()) {
            return null;
        }
        try (InputStream in = stored.get()) {
            return FineTuneCheckpoint.read(in);
        }
    }

    private void save(FineTuning.State state) throws IOException {
        context.saveCheckpoint(out -> FineTuneCheckpoint.write(state, out));
    }
}
