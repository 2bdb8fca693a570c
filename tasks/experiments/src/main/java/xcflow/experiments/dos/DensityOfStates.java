package xcflow.experiments.dos;

import java.io.IOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;
import xcflow.engine.LevelMesh;

/**
 * Number of states of a crystal per energy, each level broadened to a Gaussian e^{−x²}/(σ√π) of x =
 * (E − ε)/σ, which is what {@code gaussian} smearing of the width σ fills.
 */
public final class DensityOfStates {
    /** A Gaussian is zero this many widths away: what is beyond is 1e-8 of it. */
    private static final double REACH = 4;

    /** Electrons by which a gap is told from states. */
    private static final double NONE = 1e-6;

    private static final int STEPS_PER_WIDTH = 4;
    private static final int MOST_POINTS = 100_000;

    private final LevelMesh mesh;
    private final double width;
    private final double fermiLevel;

    /**
     * @param width σ, Ha
     * @throws IllegalArgumentException if it is not above zero and below 1 Ha
     */
    public DensityOfStates(LevelMesh mesh, double width) {
        if (!(width > 0 && width < 1)) {
            throw new IllegalArgumentException(
                    "the width of a density of states lies between 0 and 1 Ha, not at " + width);
        }
        this.mesh = mesh;
        this.width = width;
        fermiLevel = 0.5 * (crossing(mesh.electrons() - NONE) + crossing(mesh.electrons() + NONE));
    }

    /** Number of spins that have states of their own, 1 or 2. */
    public int spins() {
        return mesh.polarised() ? 2 : 1;
    }

    /** States of a spin per energy, 1/Ha per cell; without spin both. */
    public double density(int spin, double energy) {
        double sum = 0;
        for (LevelMesh.Point point : mesh.points()) {
            for (double level : point.spin() == spin ? point.levels() : List.<Double>of()) {
                double x = (energy - level) / width;
                sum += point.weight() * Math.exp(-x * x);
            }
        }
        return capacity() * sum / (width * Math.sqrt(Math.PI));
    }

    /** States of a spin below an energy, per cell; without spin both. */
    public double below(int spin, double energy) {
        double sum = 0;
        for (LevelMesh.Point point : mesh.points()) {
            for (double level : point.spin() == spin ? point.levels() : List.<Double>of()) {
                sum += point.weight() * 0.5 * Erf.erfc((level - energy) / width);
            }
        }
        return capacity() * sum;
    }

    private double capacity() {
        return mesh.polarised() ? 1 : 2;
    }

    private double below(double energy) {
        return IntStream.range(0, spins()).mapToDouble(spin -> below(spin, energy)).sum();
    }

    /** Energy below which no state is, Ha. */
    public double lowest() {
        return mesh.points().stream().mapToDouble(p -> p.levels().get(0)).min().orElseThrow()
                - REACH * width;
    }

    /** Energy, Ha, up to which all states are known: above it higher bands begin. */
    public double known() {
        return mesh.points().stream()
                        .mapToDouble(p -> p.levels().get(p.levels().size() - 1))
                        .min()
                        .orElseThrow()
                - REACH * width;
    }

    /**
     * Energy, Ha, below which there are as many states as electrons; in a gap that the width leaves
     * open, its middle.
     */
    public double fermiLevel() {
        return fermiLevel;
    }

    /** States there, 1/Ha per cell, of each spin; without spin of both together. */
    public List<Double> atFermiLevel() {
        return IntStream.range(0, spins()).mapToObj(spin -> density(spin, fermiLevel)).toList();
    }

    /**
     * From the highest filled to the lowest empty level of all points, Ha; empty where bands of one
     * spin are filled in part.
     */
    public Optional<Double> gap() {
        double top = Double.NEGATIVE_INFINITY;
        double bottom = Double.POSITIVE_INFINITY;
        double electrons = 0;
        for (int spin = 0; spin < spins(); spin++) {
            Set<Long> filled = new HashSet<>();
            for (LevelMesh.Point point : mesh.points()) {
                if (point.spin() == spin) {
                    long below =
                            point.levels().stream().filter(level -> level < fermiLevel).count();
                    filled.add(below);
                    for (double level : point.levels()) {
                        top = level < fermiLevel ? Math.max(top, level) : top;
                        bottom = level < fermiLevel ? bottom : Math.min(bottom, level);
                    }
                }
            }
            if (filled.size() != 1) {
                return Optional.empty();
            }
            electrons += capacity() * filled.iterator().next();
        }
        boolean whole = Math.abs(electrons - mesh.electrons()) < NONE;
        return whole && bottom > top ? Optional.of(bottom - top) : Optional.empty();
    }

    private double crossing(double states) {
        double low = lowest();
        double high = known() + 2 * REACH * width;
        for (int step = 0; step < 100; step++) {
            double middle = 0.5 * (low + high);
            if (below(middle) < states) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /** Even energies from the lowest state to where all are known, Ha. */
    public double[] energies() {
        double step = Math.max(width / STEPS_PER_WIDTH, (known() - lowest()) / (MOST_POINTS - 1));
        int points = 1 + (int) Math.max(1, Math.floor((known() - lowest()) / step));
        return IntStream.range(0, points).mapToDouble(i -> lowest() + i * step).toArray();
    }

    /** Writes a table (CSV): energies in Ha, states per Ha and cell, and states below. */
    public void writeCsv(Writer out) throws IOException {
        out.write(
                spins() == 1
                        ? "energy,density,below\n"
                        : "energy,density-up,density-down,below-up,below-down\n");
        for (double energy : energies()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%.8f", energy));
            for (int spin = 0; spin < spins(); spin++) {
                line.append(String.format(Locale.ROOT, ",%.10g", density(spin, energy)));
            }
            for (int spin = 0; spin < spins(); spin++) {
                line.append(String.format(Locale.ROOT, ",%.10g", below(spin, energy)));
            }
            out.write(line.append('\n').toString());
        }
    }
}
