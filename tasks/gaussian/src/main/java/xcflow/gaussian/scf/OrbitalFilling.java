package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import xcflow.gaussian.basis.Basis;

/**
 * Puts electrons into the lowest orbitals of each symmetry.
 *
 * @param basis orthonormal functions, in blocks of different symmetry
 * @param size number of basis functions
 * @param occupied orbitals of each block that hold electrons, for each spin: [spins][blocks]; with
 *     smearing as many as they would fill
 * @param last for each spin the block whose highest occupied orbital may be filled in part
 * @param filling how much each orbital holds
 */
record OrbitalFilling(
        OrthonormalBasis basis, int size, int[][] occupied, int[] last, ElectronFilling filling) {
    /** Levels closer than this in the first Fock matrix are degenerate by symmetry, hartree. */
    private static final double DEGENERATE = 1e-3;

    /** The lowest orbitals whatever their symmetry. */
    static OrbitalFilling aufbau(Basis basis, double[] overlap, int[] electrons) {
        int[] all = IntStream.range(0, basis.count()).toArray();
        int[][] occupied = new int[electrons.length][];
        for (int spin = 0; spin < electrons.length; spin++) {
            occupied[spin] = new int[] {electrons[spin]};
        }
        OrthonormalBasis orthonormal = new OrthonormalBasis(basis.count(), overlap, List.of(all));
        return new OrbitalFilling(
                orthonormal,
                basis.count(),
                occupied,
                new int[electrons.length],
                ElectronFilling.WHOLE);
    }

    /** The same orbitals, filled in another way. */
    OrbitalFilling filledAs(ElectronFilling other) {
        return new OrbitalFilling(basis, size, occupied, last, other);
    }

    /**
     * As {@link Occupation#ALIGNED} says.
     *
     * @param fock Fock matrix of the superposed spherical atoms
     * @param electrons occupied orbitals of each spin
     */
    static OrbitalFilling aligned(Basis basis, double[] overlap, double[] fock, int[] electrons) {
        Reflections reflections = Reflections.of(basis);
        if (reflections.blocks().size() == 1) {
            return aufbau(basis, overlap, electrons);
        }
        OrthonormalBasis orthonormal =
                new OrthonormalBasis(basis.count(), overlap, reflections.blocks());
        List<OrthonormalBasis.Level> levels = orthonormal.solve(fock);
        int[][] occupied = new int[electrons.length][];
        int[] last = new int[electrons.length];
        boolean open = false;
        for (int spin = 0; spin < electrons.length; spin++) {
            List<OrthonormalBasis.Level> filled =
                    lowest(levels, electrons[spin], reflections.odd());
            occupied[spin] = perBlock(filled, reflections.odd().size());
            last[spin] = lastBlock(filled);
            open |= !frontier(levels, electrons[spin]).isEmpty();
        }
        return open
                ? new OrbitalFilling(
                        orthonormal, basis.count(), occupied, last, ElectronFilling.WHOLE)
                : aufbau(basis, overlap, electrons);
    }

    /**
     * The same symmetries, each with as many orbitals as are among the lowest of other Fock
     * matrices.
     *
     * @param fock one matrix for each spin
     * @param odd as {@link Reflections} has it
     */
    OrbitalFilling among(List<double[]> fock, List<Integer> odd) {
        int[][] other = new int[occupied.length][];
        int[] otherLast = new int[occupied.length];
        for (int spin = 0; spin < other.length; spin++) {
            int count = Arrays.stream(occupied[spin]).sum();
            List<OrthonormalBasis.Level> filled = lowest(basis.solve(fock.get(spin)), count, odd);
            other[spin] = perBlock(filled, odd.size());
            otherLast[spin] = lastBlock(filled);
        }
        return new OrbitalFilling(basis, size, other, otherLast, filling);
    }

    /** Number of symmetries that are occupied on their own. */
    int symmetries() {
        return occupied[0].length;
    }

    /** Whether the same numbers of orbitals of each symmetry are occupied. */
    boolean sameAs(OrbitalFilling other) {
        return Arrays.deepEquals(occupied, other.occupied);
    }

    /** The lowest levels; of degenerate ones those that are filled first come first. */
    private static List<OrthonormalBasis.Level> lowest(
            List<OrthonormalBasis.Level> levels, int count, List<Integer> odd) {
        List<OrthonormalBasis.Level> shell = frontier(levels, count);
        int below = shell.isEmpty() ? count : levels.indexOf(shell.get(0));
        List<OrthonormalBasis.Level> filled = new ArrayList<>(levels.subList(0, below));
        filled.addAll(choose(shell, count - below, odd));
        return filled;
    }

    private static int[] perBlock(List<OrthonormalBasis.Level> filled, int blocks) {
        int[] occupied = new int[blocks];
        filled.forEach(level -> occupied[level.block()]++);
        return occupied;
    }

    private static int lastBlock(List<OrthonormalBasis.Level> filled) {
        return filled.isEmpty() ? 0 : filled.get(filled.size() - 1).block();
    }

    /** Degenerate levels of which some but not all are occupied; empty if there are none. */
    private static List<OrthonormalBasis.Level> frontier(
            List<OrthonormalBasis.Level> levels, int count) {
        if (count == 0 || count == levels.size()) {
            return List.of();
        }
        double fermi = levels.get(count - 1).energy();
        if (levels.get(count).energy() - fermi > DEGENERATE) {
            return List.of();
        }
        return levels.stream().filter(l -> Math.abs(l.energy() - fermi) <= DEGENERATE).toList();
    }

    private static List<OrthonormalBasis.Level> choose(
            List<OrthonormalBasis.Level> shell, int count, List<Integer> odd) {
        List<OrthonormalBasis.Level> ordered = new ArrayList<>(shell);
        ordered.sort(Comparator.comparingInt(level -> odd.get(level.block())));
        boolean alongLast = shell.size() == 3 && count == 1;
        return alongLast ? ordered.subList(2, 3) : ordered.subList(0, count);
    }

    /** Orbitals of the operators of all spins, occupied. */
    List<Orbitals> orbitals(List<double[]> fock) {
        int electrons = fock.size() == 1 ? 2 : 1;
        List<Orbitals> result = new ArrayList<>();
        for (int spin = 0; spin < fock.size(); spin++) {
            List<OrthonormalBasis.Level> levels = basis.solve(fock.get(spin));
            double[] fractions = fractions(levels, spin);
            double[] occupations = new double[levels.size()];
            double[] energies = new double[levels.size()];
            double[] coefficients = new double[levels.size() * size];
            for (int k = 0; k < levels.size(); k++) {
                OrthonormalBasis.Level level = levels.get(k);
                energies[k] = level.energy();
                occupations[k] = electrons * fractions[k];
                System.arraycopy(level.coefficients(), 0, coefficients, k * size, size);
            }
            result.add(new Orbitals(size, energies, coefficients, occupations));
        }
        return result;
    }

    /** Filled part of each level. */
    private double[] fractions(List<OrthonormalBasis.Level> levels, int spin) {
        if (filling instanceof ElectronFilling.Smeared smeared) {
            return FermiOccupation.of(
                            levels.stream().mapToDouble(OrthonormalBasis.Level::energy).toArray(),
                            Arrays.stream(occupied[spin]).sum(),
                            smeared.width())
                    .fractions();
        }
        int[] left = occupied[spin].clone();
        double[] fractions = new double[levels.size()];
        for (int k = 0; k < levels.size(); k++) {
            int block = levels.get(k).block();
            fractions[k] = left[block] > 0 ? 1 : 0;
            if (left[block]-- == 1 && block == last[spin]) {
                fractions[k] = lastFraction(spin);
            }
        }
        return fractions;
    }

    private double lastFraction(int spin) {
        if (filling instanceof ElectronFilling.Declared declared) {
            double electrons = spin == 0 ? declared.up() : declared.down();
            return electrons - Math.ceil(electrons) + 1;
        }
        return 1;
    }

    /** −T S of orbitals as they are filled, hartree; zero without smearing. */
    double entropyTerm(List<Orbitals> orbitals) {
        if (!(filling instanceof ElectronFilling.Smeared smeared)) {
            return 0;
        }
        int electrons = orbitals.size() == 1 ? 2 : 1;
        double sum = 0;
        for (Orbitals set : orbitals) {
            double[] fractions =
                    Arrays.stream(set.occupations()).map(held -> held / electrons).toArray();
            sum += electrons * FermiOccupation.entropyTerm(fractions, smeared.width());
        }
        return sum;
    }

    /** Density of occupied orbitals. */
    static SpinDensity density(List<Orbitals> orbitals) {
        return new SpinDensity(orbitals.stream().map(Orbitals::density).toList());
    }
}
