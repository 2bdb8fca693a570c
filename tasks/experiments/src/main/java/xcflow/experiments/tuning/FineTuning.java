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
import xcflow.numerics.Constants;
import xcflow.numerics.LinearAlgebra;
import xcflow.spi.TaskFailure;

/**
 * Optimises the weights of a functional for energies at self-consistency.
 *
 * <p>The loss is Σ_i r_i²/n + λ|θ − θ₀|²/n with the deviations r_i of the training targets in
 * kcal/mol. Because the energy is stationary at self-consistency, dE/dθ = ∂E_xc/∂θ at the converged
 * density exactly, so each step is a damped Gauss–Newton step in the space of the few targets. A
 * step is accepted only if the loss falls after all systems have been converged again. Targets that
 * are held out choose the iteration that is kept.
 */
final class FineTuning {
    /** More trials than this without a better loss mean that there is none nearby. */
    private static final int TRIALS = 5;

    private static final double KCAL = Constants.HARTREE_IN_KCAL_PER_MOL;

    private final NeuralFunctional parent;
    private final double[] origin;
    private final Map<String, TunedSystem> systems;
    private final List<EnergyTarget> train;
    private final List<EnergyTarget> heldOut;
    private final double regularisation;
    private final Solver solver;

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

    /** One iteration: errors in kcal/mol, means over the targets. */
    record Iteration(
            int number, int trials, double loss, double trainMae, double heldOutMae, double norm) {}

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
            double regularisation,
            Solver solver) {
        this.parent = parent;
        this.origin = parameters(parent);
        this.systems = systems;
        this.train = train;
        this.heldOut = heldOut;
        this.regularisation = regularisation;
        this.solver = solver;
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
                regularisation,
                solver);
    }

    private static List<EnergyTarget> possible(List<EnergyTarget> targets, Set<String> names) {
        return targets.stream().filter(t -> names.containsAll(t.coefficients().keySet())).toList();
    }

    private State begin(Map<String, TunedSystem.State> states) throws TaskFailure {
        if (train.isEmpty()) {
            throw new TaskFailure("no target is left to train on");
        }
        double scale = 0;
        for (EnergyTarget target : train) {
            double[] row = derivative(target, states);
            scale += Arrays.stream(row).map(v -> v * v).sum() / train.size();
        }
        Iteration first = iteration(0, 0, origin, states, scale);
        Map<String, Double> energies = energies(states);
        return new State(
                origin, origin, 1e-2, scale, List.of(first), states, energies, energies, false);
    }

    /** One accepted step, or the end. */
    State step(State state, int patience, DoubleConsumer progress) throws TaskFailure {
        double lossBefore = last(state).loss();
        double damping = state.damping();
        for (int trial = 1; trial <= TRIALS; trial++) {
            double[] candidate = propose(state, damping);
            try {
                Map<String, TunedSystem.State> states =
                        converge(candidate, state.systems(), progress);
                Iteration next =
                        iteration(
                                last(state).number() + 1, trial, candidate, states, state.scale());
                if (next.loss() < lossBefore) {
                    return accepted(state, candidate, states, next, damping / 3, patience);
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
        double bestBefore =
                before.history().stream().mapToDouble(this::criterion).min().orElseThrow();
        List<Iteration> history = new ArrayList<>(before.history());
        history.add(next);
        boolean better = criterion(next) < bestBefore;
        int sinceBest = 0;
        double best = Double.POSITIVE_INFINITY;
        for (Iteration past : history) {
            sinceBest = criterion(past) < best ? 0 : sinceBest + 1;
            best = Math.min(best, criterion(past));
        }
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
        double distance = 0;
        for (int i = 0; i < parameters.length; i++) {
            distance += (parameters[i] - origin[i]) * (parameters[i] - origin[i]);
        }
        double squares = 0;
        for (EnergyTarget target : train) {
            squares += Math.pow(target.deviation(energies(states)), 2);
        }
        return new Iteration(
                number,
                trials,
                (squares + regularisation * scale * distance) / train.size(),
                EnergyTarget.meanAbsolute(train, energies(states)),
                EnergyTarget.meanAbsolute(heldOut, energies(states)),
                Math.sqrt(distance));
    }

    /**
     * Minimum of |r + Jδ|² + λ|d + δ|² + ν|δ|², with d = θ − θ₀. With κ = λ + ν and b = −Jᵀr − λd
     * it is δ = (b − Jᵀ(JJᵀ + κ)⁻¹ J b)/κ, which needs only a matrix as large as there are targets.
     */
    private double[] propose(State state, double damping) {
        int n = train.size();
        int p = origin.length;
        double lambda = regularisation * state.scale();
        double kappa = lambda + damping * state.scale();
        double[] jacobian = new double[n * p];
        double[] b = new double[p];
        for (int i = 0; i < p; i++) {
            b[i] = -lambda * (state.parameters()[i] - origin[i]);
        }
        for (int t = 0; t < n; t++) {
            double[] row = derivative(train.get(t), state.systems());
            double r = train.get(t).deviation(energies(state.systems()));
            System.arraycopy(row, 0, jacobian, t * p, p);
            for (int i = 0; i < p; i++) {
                b[i] -= row[i] * r;
            }
        }
        double[] gram = new double[n * n];
        LinearAlgebra.multiply(false, true, n, n, p, 1, jacobian, jacobian, 0, gram);
        for (int t = 0; t < n; t++) {
            gram[t * n + t] += kappa;
        }
        double[] projected = new double[n];
        LinearAlgebra.multiply(false, false, n, 1, p, 1, jacobian, b, 0, projected);
        LinearAlgebra.solvePositive(n, gram, 1, projected);
        double[] back = new double[p];
        LinearAlgebra.multiply(true, false, p, 1, n, 1, jacobian, projected, 0, back);
        double[] candidate = state.parameters().clone();
        for (int i = 0; i < p; i++) {
            candidate[i] += (b[i] - back[i]) / kappa;
        }
        return candidate;
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

    /** Derivative of a target's energy, kcal/mol per unit of each weight. */
    private double[] derivative(EnergyTarget target, Map<String, TunedSystem.State> states) {
        double[] sum = new double[origin.length];
        target.coefficients()
                .forEach(
                        (name, coefficient) -> {
                            TunedSystem.State state = states.get(name);
                            double[] x = state.exchange();
                            double[] c = state.correlation();
                            for (int i = 0; i < x.length; i++) {
                                sum[i] += KCAL * coefficient * x[i];
                            }
                            for (int i = 0; i < c.length; i++) {
                                sum[x.length + i] += KCAL * coefficient * c[i];
                            }
                        });
        return sum;
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
