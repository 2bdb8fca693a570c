package xcflow.experiments.tuning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.training.EnergyGradient;
import xcflow.functional.training.PotentialChange;

/**
 * Minimises the loss of a fine-tuning as it would be if densities did not respond to the
 * functional. Energies at fixed densities follow from sums over few points, so that many steps of
 * Levenberg and Marquardt cost less than converging all systems once, and can go far along
 * directions in which the network is not linear.
 *
 * @param tuning whose functional and loss these are
 * @param train targets that are optimised for
 */
record FixedDensities(
        FineTuning tuning, List<EnergyTarget> train, Restraint restraint, int threads) {
    private static final int EVALUATIONS = 60;

    /** A relative gain below which there is nothing more to gain. */
    private static final double LITTLE = 1e-3;

    /** Damping of the first step, relative to the mean square of the targets' derivatives. */
    private static final double FIRST = 1e-2;

    /**
     * Weights at one point of the search.
     *
     * @param states all systems with their fixed densities, and energies and slopes at these
     *     weights
     * @param loss with the weight of the distance from the beginning
     */
    private record Place(double[] parameters, Map<String, TunedSystem.State> states, double loss) {}

    /**
     * Weights with the least loss at the densities of a state, from its weights on.
     *
     * @param damping weight of the squared distance from these, relative to the mean square of the
     *     targets' derivatives
     * @param progress told before each evaluation how much has been done, at most
     * @return the weights of the state if none are better
     */
    double[] minimum(FineTuning.State state, double damping, DoubleConsumer progress) {
        double[] begin = state.parameters();
        double proximity = damping * state.scale();
        Map<String, Double> before = energies(tuning.functional(begin), state.systems());
        Place best = place(state, begin, proximity, state.systems());
        double nu = FIRST;
        for (int evaluation = 0; evaluation < EVALUATIONS; evaluation++) {
            progress.accept((double) evaluation / EVALUATIONS);
            double[] candidate = best.parameters().clone();
            double[] step = step(state, best, proximity, nu * state.scale());
            for (int i = 0; i < candidate.length; i++) {
                candidate[i] += step[i];
            }
            Place next =
                    place(state, candidate, proximity, moved(candidate, state.systems(), before));
            if (next.loss() < best.loss()) {
                boolean done = next.loss() > (1 - LITTLE) * best.loss();
                best = next;
                nu /= 3;
                if (done) {
                    break;
                }
            } else {
                nu *= 4;
            }
        }
        return best.parameters();
    }

    private Place place(
            FineTuning.State state,
            double[] parameters,
            double proximity,
            Map<String, TunedSystem.State> states) {
        double distance = 0;
        for (int i = 0; i < parameters.length; i++) {
            distance += Math.pow(parameters[i] - state.parameters()[i], 2);
        }
        double loss = tuning.loss(parameters, FineTuning.energies(states), state.scale());
        return new Place(parameters, states, loss + proximity * distance / train.size());
    }

    /** Step of a place; two weights of distances from two origins are one from between them. */
    private double[] step(FineTuning.State state, Place from, double proximity, double nu) {
        double held = restraint.weights() * state.scale();
        double both = held + proximity;
        double[] displacement = tuning.displacement(from.parameters());
        for (int i = 0; i < displacement.length; i++) {
            double moved = from.parameters()[i] - state.parameters()[i];
            displacement[i] = both == 0 ? 0 : (held * displacement[i] + proximity * moved) / both;
        }
        GaussNewtonStep problem = GaussNewtonStep.at(train, from.states(), displacement);
        Optional<PotentialChange.Near> near =
                restraint.near(tuning.functional(from.parameters()), train.size());
        return near.map(it -> problem.solve(both, nu, it)).orElseGet(() -> problem.solve(both, nu));
    }

    /** All systems with other weights, before their densities respond. */
    private Map<String, TunedSystem.State> moved(
            double[] parameters,
            Map<String, TunedSystem.State> systems,
            Map<String, Double> before) {
        NeuralFunctional functional = tuning.functional(parameters);
        Map<String, TunedSystem.State> states = new LinkedHashMap<>();
        systems.forEach(
                (name, system) -> {
                    EnergyGradient there = EnergyGradient.of(functional, system.points(), threads);
                    double energy = system.energy() + there.energies()[0] - before.get(name);
                    states.put(name, system.with(energy, there));
                });
        return states;
    }

    /** Exchange-correlation energies of the points that stand for densities, Ha. */
    private Map<String, Double> energies(
            NeuralFunctional functional, Map<String, TunedSystem.State> systems) {
        Map<String, Double> energies = new LinkedHashMap<>();
        systems.forEach(
                (name, system) ->
                        energies.put(
                                name,
                                EnergyGradient.of(functional, system.points(), threads)
                                        .energies()[0]));
        return energies;
    }
}
