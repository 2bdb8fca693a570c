package xcflow.experiments.clone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.experiments.input.FunctionalInput;
import xcflow.functional.Separable;
import xcflow.functional.Variable;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.FactorSpec;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.training.Training;
import xcflow.functional.training.TrainingMonitor;
import xcflow.functional.training.TrainingSettings;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/**
 * Finds the weights with which the training of a clone begins.
 *
 * @param start what is declared of it
 * @param reference functional that is cloned
 * @param settings of the training that follows
 */
record Beginning(StartInput start, Separable reference, TrainingSettings settings) {

    /**
     * The functional with the weights that the strategy gives it.
     *
     * @param drawn the functional with random weights
     * @throws TaskFailure if the declaration contradicts itself, or networks are not alike
     */
    NeuralFunctional of(NeuralFunctional drawn, TaskContext context)
            throws TaskFailure, IOException {
        requireFiles();
        return switch (start.strategy()) {
            case RANDOM -> drawn;
            case ANCHORED ->
                    drawn.withParameters(
                            silent(drawn.exchangeFactor()), silent(drawn.correlationFactor()));
            case PARENT -> {
                var parents = start.from().isEmpty() ? List.of(parent()) : read(context);
                yield between(drawn, parents.get(0), parents.get(0), 0);
            }
            case INTERPOLATED -> {
                var both = read(context);
                yield between(drawn, both.get(0), both.get(1), start.share());
            }
            case PRE_TRAINED -> preTrained(drawn, context);
        };
    }

    private void requireFiles() throws TaskFailure {
        int given = start.from().size();
        boolean fits =
                switch (start.strategy()) {
                    case PARENT -> given <= 1;
                    case INTERPOLATED -> given == 2;
                    default -> given == 0;
                };
        if (!fits) {
            throw new TaskFailure(
                    "The initialisation '"
                            + start.strategy().label()
                            + "' does not go with "
                            + given
                            + " functionals in 'from': 'parent' takes one or none, 'interpolated' two,"
                            + " others none.");
        }
    }

    /** The weights with an output layer of zeros. */
    private static double[] silent(Factor factor) {
        double[] parameters = factor.network().parameters();
        for (int i = parameters.length - factor.spec().width() - 1; i < parameters.length; i++) {
            parameters[i] = 0;
        }
        return parameters;
    }

    private NeuralFunctional parent() throws TaskFailure {
        if (reference instanceof NeuralFunctional neural) {
            return neural;
        }
        throw new TaskFailure(
                "The initialisation 'parent' takes the weights of the reference, but "
                        + reference.name()
                        + " has none: give the file of a neural functional as 'from'.");
    }

    private List<NeuralFunctional> read(TaskContext context) throws TaskFailure, IOException {
        var functionals = new ArrayList<NeuralFunctional>();
        for (Artefact file : start.from()) {
            if (!(FunctionalInput.load(file, context::file) instanceof NeuralFunctional neural)) {
                throw new TaskFailure(
                        file.name() + " has no weights: it is not a neural functional");
            }
            functionals.add(neural);
        }
        return functionals;
    }

    private static NeuralFunctional between(
            NeuralFunctional drawn, NeuralFunctional one, NeuralFunctional other, double share)
            throws TaskFailure {
        for (NeuralFunctional functional : List.of(one, other)) {
            requireAlike(
                    "exchange", drawn.exchangeFactor(), functional.exchangeFactor(), functional);
            requireAlike(
                    "correlation",
                    drawn.correlationFactor(),
                    functional.correlationFactor(),
                    functional);
        }
        return drawn.withParameters(
                between(one.exchangeFactor(), other.exchangeFactor(), share),
                between(one.correlationFactor(), other.correlationFactor(), share));
    }

    private static double[] between(Factor one, Factor other, double share) {
        double[] parameters = one.network().parameters();
        double[] others = other.network().parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (1 - share) * parameters[i] + share * others[i];
        }
        return parameters;
    }

    private static void requireAlike(
            String part, Factor ours, Factor theirs, NeuralFunctional functional)
            throws TaskFailure {
        FactorSpec a = ours.spec();
        FactorSpec b = theirs.spec();
        boolean alike =
                a.inputs().equals(b.inputs())
                        && a.width() == b.width()
                        && a.depth() == b.depth()
                        && a.activation() == b.activation()
                        && a.gate() == b.gate()
                        && a.response() == b.response();
        if (!alike) {
            throw new TaskFailure(
                    "The weights of "
                            + functional.name()
                            + " cannot be taken: its network of "
                            + part
                            + " has other inputs, another size or other constraints. Give both the"
                            + " same 'descriptors', 'network' and 'constraints'.");
        }
    }

    private NeuralFunctional preTrained(NeuralFunctional drawn, TaskContext context)
            throws TaskFailure {
        if (reference.needs().contains(Variable.TAU) || drawn.needs().contains(Variable.TAU)) {
            throw new TaskFailure(
                    "The initialisation 'pre-trained' needs model densities, which have no kinetic"
                            + " energy density: choose another for this clone.");
        }
        return Training.train(
                        drawn,
                        reference,
                        ModelSystems.sample(start.modelDensities()),
                        settings.holdingOut(List.of()).withIterations(start.iterations()),
                        Optional.empty(),
                        new TrainingMonitor() {
                            @Override
                            public void checkCancelled() {
                                context.checkCancelled();
                            }
                        },
                        context.threads())
                .functional();
    }
}
