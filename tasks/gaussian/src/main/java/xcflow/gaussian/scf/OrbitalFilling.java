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
 * @param occupied occupied orbitals of each block, for each spin: [spins][blocks]
 */
record OrbitalFilling(OrthonormalBasis basis, int size, int[][] occupied) {
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
        return new OrbitalFilling(orthonormal, basis.count(), occupied);
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
        boolean open = false;
        for (int spin = 0; spin < electrons.length; spin++) {
            occupied[spin] = lowest(levels, electrons[spin], reflections.odd());
            open |= !frontier(levels, electrons[spin]).isEmpty();
        }
        return open
                ? new OrbitalFilling(orthonormal, basis.count(), occupied)
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
        for (int spin = 0; spin < other.length; spin++) {
            int count = Arrays.stream(occupied[spin]).sum();
            other[spin] = lowest(basis.solve(fock.get(spin)), count, odd);
        }
        return new OrbitalFilling(basis, size, other);
    }

    /** Number of symmetries that are occupied on their own. */
    int symmetries() {
        return occupied[0].length;
    }

    /** Whether the same numbers of orbitals of each symmetry are occupied. */
    boolean sameAs(OrbitalFilling other) {
        return Arrays.deepEquals(occupied, other.occupied);
    }

    /** How many of the lowest levels belong to each symmetry. */
    private static int[] lowest(List<OrthonormalBasis.Level> levels, int count, List<Integer> odd) {
        int[] occupied = new int[odd.size()];
        List<OrthonormalBasis.Level> shell = frontier(levels, count);
        int below = shell.isEmpty() ? count : levels.indexOf(shell.get(0));
        for (OrthonormalBasis.Level level : levels.subList(0, below)) {
            occupied[level.block()]++;
        }
        for (OrthonormalBasis.Level level : choose(shell, count - below, odd)) {
            occupied[level.block()]++;
        }
        return occupied;
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
            int[] left = occupied[spin].clone();
            double[] occupations = new double[levels.size()];
            double[] energies = new double[levels.size()];
            double[] coefficients = new double[levels.size() * size];
            for (int k = 0; k < levels.size(); k++) {
                OrthonormalBasis.Level level = levels.get(k);
                energies[k] = level.energy();
                occupations[k] = left[level.block()]-- > 0 ? electrons : 0;
                System.arraycopy(level.coefficients(), 0, coefficients, k * size, size);
            }
            result.add(new Orbitals(size, energies, coefficients, occupations));
        }
        return result;
    }

    /** Density of occupied orbitals. */
    static SpinDensity density(List<Orbitals> orbitals) {
        return new SpinDensity(orbitals.stream().map(Orbitals::density).toList());
    }
}
