package xcflow.experiments.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.DoubleConsumer;
import xcflow.engine.NotConverged;
import xcflow.engine.WrongSolution;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.TaskFailure;

/**
 * Optimises the weights of a functional for energies at self-consistency.
 *
 * <p>The loss is Σ_i w_i r_i²/n with the deviations r_i of the training targets in kcal/mol and
 * their weights, and what the {@link Restraint} makes of θ − θ₀. Because the energy is stationary
 * at self-consistency, dE/dθ = ∂E_xc/∂θ at the converged density exactly. A step goes to the least
 * loss at fixed densities ({@link FixedDensities}), as near as its damping asks for; it is accepted
 * only if the loss falls after all systems have been converged again. Targets that are held out
 * choose the iteration that is kept.
 */
final class FineTuning {
    /** More trials than this without a better loss mean that there is none nearby. */
    private static final int TRIALS = 5;

    /** Of the first trial. */
    private static final double DAMPING = 1e-3;

    private final NeuralFunctional parent;
    private final double[] origin;
    private final Map<String, TunedSystem> systems;
    private final List<EnergyTarget> train;
    private final List<EnergyTarget> heldOut;
    private final Restraint restraint;
    private final DensityWatch watch;
    private final Solver solver;
    private final int threads;

    /** Converges one system. */
    interface Solver {
        /**
         * @param before state of an earlier functional, or null
         * @throws NotConverged if it does not converge
         */
        TunedSystem.State solve(
                TunedSystem system, NeuralFunctional functional, TunedSystem.State before)
                throws TaskFailure;
    }

    /**
     * One iteration: errors in kcal/mol, means over the targets.
     *
     * @param heldOutMae mean over the sets of held-out targets
     * @param densities of each watched molecule, the distance from a better density per electron
     */
    record Iteration(
            int number,
            int trials,
            double loss,
            double trainMae,
            double heldOutMae,
            double norm,
            List<Double> densities) {

        Iteration watched(List<Double> distances) {
            return new Iteration(number, trials, loss, trainMae, heldOutMae, norm, distances);
        }
    }

    /**
     * All that is needed to go on.
     *
     * @param parameters weights of exchange, then of correlation
     * @param best those with the smallest error of the held-out targets
     * @param damping relative to {@code scale}
     * @param scale mean square of the targets' derivatives at the start
     * @param parentEnergies of all systems at the start, Ha
     * @param bestEnergies of all systems with the best weights, Ha
     */
    record State(
            double[] parameters,
            double[] best,
            double damping,
            double scale,
            List<Iteration> history,
            Map<String, TunedSystem.State> systems,
            Map<String, Double> parentEnergies,
            Map<String, Double> bestEnergies,
            boolean finished) {}

    FineTuning(
            NeuralFunctional parent,
            Map<String, TunedSystem> systems,
            List<EnergyTarget> train,
            List<EnergyTarget> heldOut,
            Restraint restraint,
            DensityWatch watch,
            Solver solver,
            int threads) {
        this.parent = parent;
        this.origin = parameters(parent);
        this.systems = systems;
        this.train = train;
        this.heldOut = heldOut;
        this.restraint = restraint;
        this.watch = watch;
        this.solver = solver;
        this.threads = threads;
    }

    /**
     * Converges all systems with the parent. Those that do not converge are left out from then on,
     * and so are the targets that need them; see {@link #within}.
     *
     * @param missing told of each of them and why
     * @throws TaskFailure if nothing is left to train on, or a solution is wrong
     */
    State start(DoubleConsumer progress, BiConsumer<String, String> missing) throws TaskFailure {
        NeuralFunctional functional = functional(origin);
        Map<String, TunedSystem.State> states = new LinkedHashMap<>();
        int done = 0;
        for (var entry : systems.entrySet()) {
            progress.accept((double) done++ / systems.size());
            try {
                states.put(entry.getKey(), solver.solve(entry.getValue(), functional, null));
            } catch (NotConverged e) {
                missing.accept(entry.getKey(), entry.getValue().reason(e));
            }
        }
        return within(states.keySet()).begin(states);
    }

    /** Names of the systems. */
    Set<String> names() {
        return systems.keySet();
    }

    /** The same with as much as some of the systems allow. */
    FineTuning within(Set<String> names) {
        Map<String, TunedSystem> kept = new LinkedHashMap<>(systems);
        kept.keySet().retainAll(names);
        return new FineTuning(
                parent,
                kept,
                possible(train, names),
                possible(heldOut, names),
                restraint,
                watch.within(names),
                solver,
                threads);
    }

    private static List<EnergyTarget> possible(List<EnergyTarget> targets, Set<String> names) {
        return targets.stream().filter(t -> names.containsAll(t.coefficients().keySet())).toList();
    }

    private State begin(Map<String, TunedSystem.State> states) throws TaskFailure {
        if (train.isEmpty()) {
            throw new TaskFailure("no target is left to train on");
        }
        double scale = GaussNewtonStep.at(train, states, new double[origin.length]).scale();
        Iteration first = iteration(0, 0, origin, states, scale).watched(watch.distances(states));
        Map<String, Double> energies = energies(states);
        return new State(
                origin, origin, DAMPING, scale, List.of(first), states, energies, energies, false);
    }

    /** One accepted step, or the end. */
    State step(State state, int patience, DoubleConsumer progress) throws TaskFailure {
        double lossBefore = last(state).loss();
        double damping = state.damping();
        FixedDensities fixed = new FixedDensities(this, train, restraint, threads);
        for (int trial = 1; trial <= TRIALS; trial++) {
            double[] candidate = fixed.minimum(state, damping, share -> progress.accept(share / 2));
            if (Arrays.equals(candidate, state.parameters())) {
                break;
            }
            try {
                Map<String, TunedSystem.State> states =
                        converge(
                                candidate,
                                state.systems(),
                                share -> progress.accept((1 + share) / 2));
                Iteration next =
                        iteration(
                                last(state).number() + 1, trial, candidate, states, state.scale());
                if (next.loss() < lossBefore) {
                    Iteration seen = next.watched(watch.distances(states));
                    return accepted(state, candidate, states, seen, damping / 3, patience);
                }
            } catch (NotConverged | WrongSolution e) {
                // A functional with which a system does not converge is as bad as any can be.
            }
            damping *= 5;
        }
        return new State(
                state.parameters(),
                state.best(),
                damping,
                state.scale(),
                state.history(),
                state.systems(),
                state.parentEnergies(),
                state.bestEnergies(),
                true);
    }

    private State accepted(
            State before,
            double[] parameters,
            Map<String, TunedSystem.State> states,
            Iteration next,
            double damping,
            int patience) {
        List<Iteration> history = new ArrayList<>(before.history());
        history.add(next);
        Iteration best = best(history);
        boolean better = best == next;
        int sinceBest = next.number() - best.number();
        boolean converged = next.loss() > (1 - 1e-4) * last(before).loss();
        return new State(
                parameters,
                better ? parameters : before.best(),
                damping,
                before.scale(),
                history,
                states,
                before.parentEnergies(),
                better ? energies(states) : before.bestEnergies(),
                converged || sinceBest >= patience);
    }

    /** The first with the smallest criterion of those whose densities are good enough. */
    Iteration best(List<Iteration> history) {
        Iteration best = history.get(0);
        for (Iteration each : history) {
            if (criterion(each) < criterion(best)
                    && watch.allows(each.densities(), history.get(0).densities())) {
                best = each;
            }
        }
        return best;
    }

    /** What decides which iteration is kept: the held-out error, or the loss if there is none. */
    private double criterion(Iteration iteration) {
        return heldOut.isEmpty() ? iteration.loss() : iteration.heldOutMae();
    }

    private Iteration iteration(
            int number,
            int trials,
            double[] parameters,
            Map<String, TunedSystem.State> states,
            double scale) {
        double distance = Arrays.stream(displacement(parameters)).map(d -> d * d).sum();
        return new Iteration(
                number,
                trials,
                loss(parameters, energies(states), scale),
                EnergyTarget.meanAbsolute(train, energies(states)),
                EnergyTarget.meanOfSets(heldOut, energies(states)),
                Math.sqrt(distance),
                List.of());
    }

    /**
     * The loss of weights.
     *
     * @param energies of all systems with them, Ha
     */
    double loss(double[] parameters, Map<String, Double> energies, double scale) {
        double squares = 0;
        for (EnergyTarget target : train) {
            squares += target.emphasis() * Math.pow(target.deviation(energies), 2);
        }
        double held =
                restraint.penalty(
                        functional(parameters), displacement(parameters), scale, train.size());
        return (squares + held) / train.size();
    }

    /** θ − θ₀. */
    double[] displacement(double[] parameters) {
        double[] difference = parameters.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= origin[i];
        }
        return difference;
    }

    private Map<String, TunedSystem.State> converge(
            double[] parameters, Map<String, TunedSystem.State> before, DoubleConsumer progress)
            throws TaskFailure {
        NeuralFunctional functional = functional(parameters);
        Map<String, TunedSystem.State> states = new LinkedHashMap<>();
        for (var entry : systems.entrySet()) {
            progress.accept((double) states.size() / systems.size());
            states.put(
                    entry.getKey(),
                    solver.solve(entry.getValue(), functional, before.get(entry.getKey())));
        }
        return states;
    }

    /** Functional with the given weights, exchange first. */
    NeuralFunctional functional(double[] parameters) {
        int x = parent.exchangeFactor().network().parameters().length;
        return parent.withParameters(
                Arrays.copyOfRange(parameters, 0, x),
                Arrays.copyOfRange(parameters, x, parameters.length));
    }

    static double[] parameters(NeuralFunctional functional) {
        double[] x = functional.exchangeFactor().network().parameters();
        double[] c = functional.correlationFactor().network().parameters();
        double[] all = Arrays.copyOf(x, x.length + c.length);
        System.arraycopy(c, 0, all, x.length, c.length);
        return all;
    }

    static Map<String, Double> energies(Map<String, TunedSystem.State> states) {
        Map<String, Double> energies = new LinkedHashMap<>();
        states.forEach((name, state) -> energies.put(name, state.energy()));
        return energies;
    }

    private static Iteration last(State state) {
        return state.history().get(state.history().size() - 1);
    }
}
