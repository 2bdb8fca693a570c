package xcflow.experiments.tuning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import xcflow.engine.Prepared;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.Watch;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.TrainingDomain;
import xcflow.functional.training.EnergyGradient;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/** A molecule or atom whose energy depends on the weights of a functional. */
record TunedSystem(NamedMolecule molecule, Systems systems) {

    /**
     * A converged energy.
     *
     * @param energy Ha
     * @param density from which the next calculation starts, as the engine writes it
     * @param exchange dE/dθ of the exchange network, Ha
     * @param correlation dE/dθ of the correlation network
     * @param domain where its electrons are
     * @param points that stand for the density in changes of its energy with the weights
     */
    record State(
            double energy,
            byte[] density,
            double[] exchange,
            double[] correlation,
            TrainingDomain domain,
            DataSet points) {

        /** The same density with another functional, before it responds. */
        State with(double otherEnergy, EnergyGradient slope) {
            return new State(
                    otherEnergy, density, slope.exchange(), slope.correlation(), domain, points);
        }
    }

    /**
     * Solves the Kohn–Sham equations and takes dE/dθ: at self-consistency it is ∂E_xc/∂θ at fixed
     * density, because the energy is stationary with respect to the density (Hellmann–Feynman).
     *
     * @param before state of an earlier functional; null for a superposition of atoms
     * @param doubts told what is doubtful about the solution
     * @throws xcflow.engine.NotConverged if it does not converge
     */
    State solve(
            NeuralFunctional functional,
            State before,
            int threads,
            Watch watch,
            Consumer<Warning> doubts)
            throws TaskFailure {
        try (Prepared prepared = systems.prepare(molecule.structure(), threads)) {
            Optional<StartDensity> start =
                    before == null
                            ? Optional.empty()
                            : Optional.of(
                                    prepared.read(new ByteArrayInputStream(before.density())));
            Solution solution = prepared.solve(functional, start, watch);
            solution.warnings().forEach(doubts);
            DataSet sample = solution.sample();
            EnergyGradient slope = EnergyGradient.of(functional, sample, threads);
            return new State(
                    solution.energy(),
                    written(solution),
                    slope.exchange(),
                    slope.correlation(),
                    TrainingDomain.of(sample.points(), sample.weights(), 1),
                    EnergyGradient.fewerPoints(functional, sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Energy with a functional from a superposition of atoms, Ha. */
    double energy(Functional functional, int threads, Watch watch, Consumer<Warning> doubts)
            throws TaskFailure {
        return fromAtoms(functional, threads, watch, doubts, Solution::energy);
    }

    /** Points of the density with a functional, from a superposition of atoms. */
    DataSet sample(Functional functional, int threads, Watch watch, Consumer<Warning> doubts)
            throws TaskFailure {
        return fromAtoms(functional, threads, watch, doubts, Solution::sample);
    }

    /** Density with a functional from a superposition of atoms, as the engine writes it. */
    byte[] density(Functional functional, int threads, Watch watch, Consumer<Warning> doubts)
            throws TaskFailure {
        return fromAtoms(functional, threads, watch, doubts, TunedSystem::written);
    }

    /** What is wanted of a solution. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(Solution solution) throws TaskFailure, IOException;
    }

    private <T> T fromAtoms(
            Functional functional,
            int threads,
            Watch watch,
            Consumer<Warning> doubts,
            Reading<T> reading)
            throws TaskFailure {
        try (Prepared prepared = systems.prepare(molecule.structure(), threads)) {
            Solution solution = prepared.solve(functional, Optional.empty(), watch);
            solution.warnings().forEach(doubts);
            return reading.of(solution);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(Solution solution) throws TaskFailure, IOException {
        ByteArrayOutputStream density = new ByteArrayOutputStream();
        solution.density().write(density);
        return density.toByteArray();
    }

    /** ∫ |ρ₁ − ρ₂| per electron of densities that the engine wrote, on one grid. */
    double distance(byte[] one, byte[] other, int threads) throws TaskFailure {
        try (Prepared prepared = systems.prepare(molecule.structure(), threads)) {
            double electrons =
                    prepared.distance(
                            prepared.read(new ByteArrayInputStream(one)),
                            prepared.read(new ByteArrayInputStream(other)));
            return electrons / molecule.molecule().electrons();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reason of a failure without the name of the system. */
    String reason(TaskFailure failure) {
        String name = molecule.name() + ": ";
        String message = failure.getMessage();
        return message.startsWith(name) ? message.substring(name.length()) : message;
    }
}
