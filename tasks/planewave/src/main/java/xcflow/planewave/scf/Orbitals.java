package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.eigensolver.Davidson;
import xcflow.planewave.eigensolver.Workspace;
import xcflow.planewave.force.FilledOrbitals;
import xcflow.planewave.term.Kinetic;
import xcflow.planewave.term.LocalOperator;
import xcflow.planewave.term.NonLocal;
import xcflow.planewave.term.Potential;

/** All orbitals of a calculation: one {@link Channel} for each spin and k-point. */
final class Orbitals {
    /** Empty bands that begin this far above the filled ones are left out, Hartree. */
    private static final double CLEAR_GAP = 0.04;

    /** Electrons of a band that counts as filled. */
    private static final double FILLED = 1e-2;

    /** Hartree by which levels differ that are not the same. */
    private static final double DISTINCT = 1e-3;

    private final Model model;
    private final Basis basis;
    private final Workers workers;
    private final Workers alone = new Workers(1);
    private final List<Channel> channels = new ArrayList<>();
    private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();
    private long applications;

    Orbitals(Model model, Basis basis, int bands, Workers workers) {
        this.model = model;
        this.basis = basis;
        this.workers = workers;
        int points = basis.kPoints().size();
        Kinetic[] kinetic = new Kinetic[points];
        NonLocal[] nonLocal = new NonLocal[points];
        workers.forEach(
                points,
                k -> {
                    OrbitalBasis waves = basis.orbitals(k);
                    kinetic[k] = new Kinetic(waves, basis.smoothing());
                    nonLocal[k] =
                            new NonLocal(
                                    waves,
                                    basis.density().volume(),
                                    model.crystal().sites(),
                                    model.atoms());
                });
        for (int spin = 0; spin < (model.spin().polarised() ? 2 : 1); spin++) {
            for (int k = 0; k < points; k++) {
                OrbitalBasis waves = basis.orbitals(k);
                if (bands > waves.size()) {
                    throw new IllegalArgumentException(
                            "the cutoff gives only "
                                    + waves.size()
                                    + " plane waves for "
                                    + bands
                                    + " bands");
                }
                double weight = basis.kPoints().get(k).weight();
                Channel channel = new Channel(waves, weight, spin, bands, kinetic[k], nonLocal[k]);
                channels.add(channel);
            }
        }
    }

    List<Channel> channels() {
        return channels;
    }

    /** Replaces all orbitals by first approximations in a potential. */
    void begin(Potential potential, LocalOperator[] onGrid) {
        forEachChannel(
                (channel, i, inner) ->
                        FirstOrbitals.fill(
                                channel,
                                model,
                                basis.density(),
                                potential,
                                onGrid[channel.spin()],
                                inner));
    }

    /**
     * Whether a level below one with electrons was overlooked, as an eigensolver can that improves
     * orbitals: those of another potential may have no part in it.
     *
     * @param occupations of the last solution, by channel
     */
    boolean overlooksALevel(
            Potential potential, LocalOperator[] onGrid, List<double[]> occupations) {
        boolean[] overlooked = new boolean[channels.size()];
        forEachChannel(
                (channel, i, inner) -> {
                    double[] bounds =
                            FirstOrbitals.bounds(
                                    channel,
                                    model,
                                    basis.density(),
                                    potential,
                                    onGrid[channel.spin()],
                                    inner);
                    double[] charges = occupations.get(i);
                    for (int band = 0; band < charges.length; band++) {
                        overlooked[i] |=
                                Math.abs(charges[band]) > FILLED
                                        && bounds[band] < channel.levels()[band] - DISTINCT;
                    }
                });
        for (boolean one : overlooked) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** Follows all bands again. */
    void followAll() {
        channels.forEach(channel -> channel.follow(channel.bands()));
    }

    /**
     * Follows only filled bands where the levels say that no other can become one of them. With
     * smearing all are followed.
     */
    void leaveOutEmpty(Filled filled) {
        if (model.smearing().width() > 0) {
            return;
        }
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            int count = 0;
            while (count < channel.bands() && filled.occupations().get(i)[count] > 0) {
                count++;
            }
            if (count > 0
                    && count < channel.bands()
                    && channel.levels()[count] - channel.levels()[count - 1] > CLEAR_GAP) {
                channel.follow(count);
            }
        }
    }

    /**
     * Improves the followed orbitals in a potential.
     *
     * @param local what acts on the grid, for each spin
     * @param goals what is wanted of each channel
     * @return largest residual in units of what was wanted
     */
    double solve(LocalOperator[] local, Davidson eigensolver, List<Davidson.Goal> goals) {
        double[] residuals = new double[channels.size()];
        long[] work = new long[channels.size()];
        forEachChannel(
                (channel, i, inner) -> {
                    Workspace workspace = idle.poll();
                    if (workspace == null) {
                        workspace = new Workspace();
                    }
                    Davidson.Outcome outcome =
                            eigensolver.solve(
                                    channel.hamiltonian(local[channel.spin()], inner),
                                    channel.arithmetic(),
                                    channel.orbitals(),
                                    goals.get(i),
                                    workspace);
                    idle.add(workspace);
                    channel.setLevels(outcome.values());
                    residuals[i] = outcome.residual();
                    work[i] = outcome.applications();
                });
        applications += java.util.Arrays.stream(work).sum();
        return java.util.Arrays.stream(residuals).max().orElseThrow();
    }

    /** Kinetic (first) and non-local energy with the given occupations, Hartree per cell. */
    double[] energies(List<double[]> occupations) {
        double[][] parts = new double[channels.size()][2];
        forEachChannel(
                (channel, i, inner) -> {
                    Arithmetic arithmetic = channel.arithmetic();
                    double[] kinetic =
                            channel.kinetic().expectation(arithmetic, channel.orbitals());
                    double[] nonLocal =
                            channel.nonLocal().expectation(arithmetic, channel.orbitals());
                    for (int band = 0; band < channel.bands(); band++) {
                        double f = channel.weight() * occupations.get(i)[band];
                        parts[i][0] += f * kinetic[band];
                        parts[i][1] += f * nonLocal[band];
                    }
                });
        double[] sum = new double[2];
        for (double[] part : parts) {
            sum[0] += part[0];
            sum[1] += part[1];
        }
        return sum;
    }

    /** The orbitals with electrons, for what is calculated of them afterwards; not copies. */
    List<FilledOrbitals> filled(List<double[]> occupations) {
        List<FilledOrbitals> filled = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            double[] charges = occupations.get(i).clone();
            int count = 0;
            for (int band = 0; band < charges.length; band++) {
                charges[band] *= channel.weight();
                count = charges[band] == 0 ? count : band + 1;
            }
            filled.add(
                    new FilledOrbitals(
                            channel.spin(),
                            channel.basis(),
                            channel.orbitals(),
                            Arrays.copyOf(charges, count)));
        }
        return filled;
    }

    /** How often a Hamiltonian was applied to an orbital so far. */
    long applications() {
        return applications;
    }

    Model model() {
        return model;
    }

    Basis basis() {
        return basis;
    }

    Workers workers() {
        return workers;
    }

    @FunctionalInterface
    interface ChannelBody {
        void accept(Channel channel, int index, Workers inner);
    }

    /** With several channels threads take whole channels, otherwise they share the bands. */
    private void forEachChannel(ChannelBody body) {
        if (channels.size() >= workers.threads()) {
            workers.forEach(channels.size(), i -> body.accept(channels.get(i), i, alone));
        } else {
            for (int i = 0; i < channels.size(); i++) {
                body.accept(channels.get(i), i, workers);
            }
        }
    }
}
