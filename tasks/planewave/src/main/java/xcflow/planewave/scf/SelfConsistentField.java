package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.FourierBox;
import xcflow.planewave.eigensolver.Davidson;
import xcflow.planewave.force.GroundState;
import xcflow.planewave.mixing.Mixing;
import xcflow.planewave.mixing.Residual;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.term.Core;
import xcflow.planewave.term.DensityTerm;
import xcflow.planewave.term.Ewald;
import xcflow.planewave.term.ExchangeCorrelation;
import xcflow.planewave.term.Hartree;
import xcflow.planewave.term.LocalOperator;
import xcflow.planewave.term.LocalPseudopotential;
import xcflow.planewave.term.Potential;
import xcflow.spi.Warning;

/**
 * The self-consistent loop.
 *
 * @param eigensolver finds the orbitals of each Hamiltonian
 * @param mixing proposes the next density
 */
public record SelfConsistentField(Davidson eigensolver, Mixing mixing) {

    /**
     * Solves a model.
     *
     * @param start density to start from
     * @throws WrongSolutionException if what was found cannot be the solution
     */
    public ScfResult solve(
            Model model, Basis basis, Settings settings, Density start, ScfListener listener) {
        try (Workers workers = new Workers(settings.threads())) {
            return new Loop(model, basis, settings, listener, workers).run(start);
        }
    }

    private final class Loop {
        private final Model model;
        private final Basis basis;
        private final Settings settings;
        private final ScfListener listener;
        private final List<DensityTerm> terms;
        private final double ewald;
        private final double core;
        private final Orbitals orbitals;
        private final Approach approach;

        Loop(Model model, Basis basis, Settings settings, ScfListener listener, Workers workers) {
            this.model = model;
            this.basis = basis;
            this.settings = settings;
            this.listener = listener;
            terms =
                    List.of(
                            new Hartree(),
                            new LocalPseudopotential(
                                    basis.density(), model.crystal().sites(), model.atoms()),
                            new ExchangeCorrelation(model.functional(), workers));
            ewald = Ewald.energy(model.crystal(), model.atoms());
            core = Core.energy(basis.density().volume(), model.atoms(), model.electrons());
            orbitals = new Orbitals(model, basis, BandCount.of(model, settings), workers);
            approach = new Approach(model, terms, workers);
        }

        ScfResult run(Density start) {
            Density density = start;
            Mixing.Sequence sequence = mixing.start();
            Accuracy accuracy = new Accuracy(model.electrons(), settings.tolerance());
            Filled filled = null;
            Cooling cooling = new Cooling(model.smearing(), basis.kPoints().size());
            double before = Double.POSITIVE_INFINITY;
            HeldMoments moments = new HeldMoments(model);
            Retreat retreat = new Retreat(model.electrons());
            boolean reviewed = false;
            boolean begins = true;
            for (int iteration = 1; ; iteration++) {
                refuseIfCancelled();
                Potential potential = Potential.of(density);
                double interaction = 0;
                for (DensityTerm term : approach.terms()) {
                    interaction += term.evaluate(density, potential);
                }
                potential.symmetrise(basis.symmetriser());
                LocalOperator[] onGrid = potential.onGrid();
                if (begins) {
                    orbitals.begin(potential, onGrid);
                    orbitals.leaveOutEmpty(Filled.of(model, orbitals));
                }
                boolean review = !reviewed && accuracy.settled();
                if (review) {
                    orbitals.followAll();
                }
                double unconverged =
                        orbitals.solve(onGrid, eigensolver, accuracy.goals(orbitals, filled));
                Smearing smearing = cooling.at(before);
                filled = Filled.of(model, orbitals, smearing);
                Density next = OrbitalDensity.of(orbitals, filled.occupations());
                double residual = Residual.energy(density, next);
                if (begins && accuracy.tooCoarse(residual)) {
                    unconverged =
                            orbitals.solve(onGrid, eigensolver, accuracy.goals(orbitals, filled));
                    filled = Filled.of(model, orbitals, smearing);
                    next = OrbitalDensity.of(orbitals, filled.occupations());
                    residual = Residual.energy(density, next);
                }
                if (moments.hold()) {
                    next = moments.next(density, next);
                    residual = Residual.energy(density, next);
                }
                boolean incomplete =
                        review && orbitals.overlooksALevel(potential, onGrid, filled.occupations());
                if (review && !incomplete) {
                    orbitals.leaveOutEmpty(filled);
                    reviewed = true;
                }
                double energy =
                        filled.bandEnergy()
                                + filled.entropyTerm()
                                - potential.energy(density)
                                + interaction
                                + ewald
                                + core;
                boolean reached =
                        accuracy.reached(residual, unconverged)
                                && !approach.onDetour()
                                && reviewed
                                && smearing == model.smearing()
                                && !moments.hold();
                before = residual;
                boolean last = reached || iteration == settings.maxIterations();
                boolean lost = !last && approach.lost(residual);
                boolean arrived = approach.arrived(residual);
                boolean retreats = !last && !lost && retreat.called(residual, next);
                begins = lost || retreats || incomplete && !last;
                if (begins || arrived) {
                    orbitals.followAll();
                    sequence = mixing.start();
                    reviewed = false;
                }
                if (lost || arrived || incomplete) {
                    retreat.forget();
                }
                Density mixed =
                        lost
                                ? start
                                : retreats
                                        ? retreat.density()
                                        : last || arrived || incomplete
                                                ? next
                                                : sequence.next(density, next);
                listener.iteration(iteration, energy, residual, mixed);
                if (last) {
                    return result(reached, iteration, energy, residual, filled, next, potential);
                }
                density = mixed;
            }
        }

        private ScfResult result(
                boolean converged,
                int iterations,
                double iterated,
                double residual,
                Filled filled,
                Density density,
                Potential potential) {
            double[] own = orbitals.energies(filled.occupations());
            Map<String, Double> parts = new LinkedHashMap<>();
            parts.put(Energies.KINETIC, own[0]);
            parts.put(Energies.NON_LOCAL, own[1]);
            parts.put(Energies.EWALD, ewald);
            parts.put(Energies.CORE, core);
            parts.put(Energies.ENTROPY, filled.entropyTerm());
            terms.forEach(term -> parts.put(term.name(), term.evaluate(density, null)));
            Energies energies = new Energies(parts);
            FourierBox box = basis.density().box();
            List<ScfResult.Bands> bands = bands(filled);
            List<Warning> warnings = new ArrayList<>(doubts(bands));
            if (converged) {
                warnings.addAll(
                        new SolutionCheck(model, orbitals)
                                .warnings(filled, density, energies, iterated, residual));
            }
            return new ScfResult(
                    converged,
                    iterations,
                    residual,
                    energies,
                    model.smearing().extrapolated(energies.free(), energies.entropyTerm()),
                    filled.fermiLevels(),
                    bands,
                    density.moment(),
                    orbitals.applications(),
                    density,
                    List.of(box.size(0), box.size(1), box.size(2)),
                    warnings,
                    new GroundState(
                            model.crystal(),
                            model.atoms(),
                            model.electrons(),
                            model.functional(),
                            basis.smoothing(),
                            basis.group(),
                            basis.symmetriser(),
                            density,
                            potential,
                            orbitals.filled(filled.occupations()),
                            settings.threads()));
        }

        private List<ScfResult.Bands> bands(Filled filled) {
            List<ScfResult.Bands> bands = new ArrayList<>();
            int points = basis.kPoints().size();
            for (int i = 0; i < orbitals.channels().size(); i++) {
                Channel channel = orbitals.channels().get(i);
                bands.add(
                        new ScfResult.Bands(
                                channel.spin(),
                                basis.kPoints().get(i % points),
                                java.util.Arrays.stream(channel.levels()).boxed().toList(),
                                java.util.Arrays.stream(filled.occupations().get(i))
                                        .boxed()
                                        .toList()));
            }
            return bands;
        }

        /** With smearing the Fermi level decides what is filled, and that is not in doubt. */
        private List<Warning> doubts(List<ScfResult.Bands> bands) {
            List<Warning> doubts = new ArrayList<>();
            model.chargedCell().ifPresent(doubts::add);
            model.otherPseudopotentials().ifPresent(doubts::add);
            if (model.smearing().width() == 0) {
                BandGap.of(bands).flatMap(BandGap::doubt).ifPresent(doubts::add);
            }
            return doubts;
        }

        private void refuseIfCancelled() {
            if (listener.cancelled()) {
                throw new xcflow.spi.CancelledException();
            }
        }
    }
}
