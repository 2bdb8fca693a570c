package xcflow.experiments.clone;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.LossInput;
import xcflow.experiments.input.NetworkInput;
import xcflow.functional.Separable;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.DescriptorSet;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.TrainingDomain;
import xcflow.functional.training.CurvePoint;
import xcflow.functional.training.LossWeights;
import xcflow.functional.training.ObeyedConstraints;
import xcflow.functional.training.SpinGradientDependence;
import xcflow.functional.training.StudyTraining;
import xcflow.functional.training.Training;
import xcflow.functional.training.TrainingMonitor;
import xcflow.functional.training.TrainingSettings;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** The training of a clone as the task's inputs ask for it. */
record Cloning(CloneTask.Inputs inputs, Separable reference, DataSet data) {

    /**
     * Trains; goes on where an earlier attempt stopped.
     *
     * @throws TaskFailure if the inputs contradict each other
     */
    Training.Outcome train(TaskContext context) throws TaskFailure, IOException {
        var start = begin(context);
        boolean study = training() == CloneTraining.STUDY;
        Optional<byte[]> checkpoint = Optional.empty();
        try (var saved = context.loadCheckpoint().orElse(null)) {
            if (saved != null) {
                checkpoint = Optional.of(saved.readAllBytes());
            }
        }
        try {
            var outcome =
                    study
                            ? StudyTraining.train(
                                    start,
                                    reference,
                                    data,
                                    inputs.heldOut(),
                                    inputs.adamSteps() > 0
                                            ? inputs.adamSteps()
                                            : StudyTraining.STEPS,
                                    checkpoint,
                                    monitor(context),
                                    context.threads())
                            : Training.train(
                                    start,
                                    reference,
                                    data,
                                    settings(),
                                    checkpoint,
                                    monitor(context),
                                    context.threads());
            return new Training.Outcome(outcome.functional().trainedOn(domain()), outcome.curve());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), e, false);
        }
    }

    private CloneTraining training() throws TaskFailure {
        boolean study = inputs.architecture() == Architecture.STUDY;
        var training =
                inputs.training().orElse(study ? CloneTraining.STUDY : CloneTraining.GAUSS_NEWTON);
        if (training == CloneTraining.STUDY && !study) {
            throw new TaskFailure(
                    "The training 'study' goes with the architecture 'study', whose factors have"
                            + " the response that it fits.");
        }
        if (training == CloneTraining.STUDY && data.importance().stream().distinct().count() > 1) {
            throw new TaskFailure(
                    "The training 'study' counts every point alike: it cannot weight the data sets"
                            + " of 'mix'. Give them as 'datasets', or choose another training.");
        }
        return training;
    }

    /** Where the systems that are fitted have their electrons. */
    private TrainingDomain domain() {
        var fitted = data.select(s -> !inputs.heldOut().contains(data.systems().get(s)));
        return TrainingDomain.of(fitted.points(), fitted.weights(), fitted.systems().size());
    }

    private NeuralFunctional begin(TaskContext context) throws TaskFailure, IOException {
        var declared = inputs.initialisation().orElse(StartInput.RANDOM);
        if (declared.strategy() != StartStrategy.RANDOM && training() == CloneTraining.STUDY) {
            throw new TaskFailure(
                    "The training 'study' begins with weights drawn as published studies draw them:"
                            + " leave 'initialisation' out.");
        }
        try {
            return new Beginning(declared, reference, settings()).of(start(), context);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), e, false);
        }
    }

    private NeuralFunctional start() throws TaskFailure {
        if (inputs.architecture() == Architecture.ANCHORED
                && inputs.reference() instanceof Artefact) {
            throw new TaskFailure(
                    "An anchored functional is anchored to a reference functional by name, not to"
                            + " a file.");
        }
        var obeyed = ObeyedConstraints.of(reference);
        var descriptors = inputs.descriptors().orElse(DescriptorsInput.NONE);
        var network = inputs.network().orElse(NetworkInput.of(inputs.architecture()));
        try {
            Constraints constraints = inputs.constraints().map(c -> c.or(obeyed)).orElse(obeyed);
            return NeuralFunctional.untrained(
                    inputs.architecture()
                            .specify(
                                    inputs.name(),
                                    FunctionalInput.label(inputs.reference(), reference),
                                    constraints,
                                    inputs.exchangeNetwork()
                                            .orElse(network)
                                            .shape()
                                            .with(descriptors.exchange()),
                                    network.shape().with(correlation(descriptors)),
                                    inputs.seed())
                            .with(reference.exactExchange()));
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), e, false);
        }
    }

    /**
     * What the correlation network is told: of a reference that depends on the gradients of both
     * spins, these, unless something else is declared.
     */
    private Optional<DescriptorSet> correlation(DescriptorsInput declared) {
        boolean free =
                inputs.architecture() == Architecture.CONSTRAINED
                        || inputs.architecture() == Architecture.UNCONSTRAINED;
        boolean apart = free && SpinGradientDependence.of(reference);
        return declared.correlation()
                .or(() -> apart ? Optional.of(ofBothSpins()) : Optional.empty());
    }

    private DescriptorSet ofBothSpins() {
        return reference.needs().contains(Variable.TAU)
                ? DescriptorSet.KINETIC_SPIN_GRADIENTS
                : DescriptorSet.SPIN_GRADIENTS;
    }

    private TrainingSettings settings() {
        return new TrainingSettings(
                inputs.loss().map(LossInput::weights).orElse(LossWeights.DEFAULT),
                inputs.heldOut(),
                inputs.adamSteps(),
                TrainingSettings.DEFAULT.adamRate(),
                inputs.iterations(),
                inputs.patience(),
                TrainingSettings.DEFAULT.cells());
    }

    private static TrainingMonitor monitor(TaskContext context) {
        return new TrainingMonitor() {
            @Override
            public void step(double fraction, CurvePoint point) {
                var message =
                        String.format(
                                Locale.ROOT,
                                "%s, step %d: %.2g mHa per system",
                                point.part(),
                                point.step(),
                                1e3 * point.integrated());
                context.progress(fraction, message);
            }

            @Override
            public void checkCancelled() {
                context.checkCancelled();
            }

            @Override
            public void checkpoint(byte[] state) {
                try {
                    context.saveCheckpoint(out -> out.write(state));
                } catch (IOException e) {
                    context.log().warn("the checkpoint could not be saved", e);
                }
            }
        };
    }
}
