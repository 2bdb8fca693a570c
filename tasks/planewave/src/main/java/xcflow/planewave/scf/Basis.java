package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.basis.Symmetriser;
import xcflow.planewave.term.CutoffSmoothing;
import xcflow.structure.symmetry.KPoints;
import xcflow.structure.symmetry.SpaceGroup;

/**
 * The discretisation of a model: plane waves of the density, irreducible k-points, and the plane
 * waves of the orbitals at each.
 */
public final class Basis {
    private final DensityBasis density;
    private final KPoints kPoints;
    private final List<OrbitalBasis> orbitals;
    private final Symmetriser symmetriser;
    private final CutoffSmoothing smoothing;

    private Basis(DensityBasis density, KPoints kPoints, CutoffSmoothing smoothing) {
        this.density = density;
        this.smoothing = smoothing;
        this.kPoints = kPoints;
        this.orbitals = new ArrayList<>();
        for (KPoints.KPoint k : kPoints.points()) {
            orbitals.add(new OrbitalBasis(density, k.reduced(), true));
        }
        this.symmetriser = new Symmetriser(density, kPoints.group());
    }

    /**
     * Discretises a model.
     *
     * @param group operations that the model's crystal has
     * @throws IllegalStateException if it does not have them, or they are no group
     */
    public static Basis of(Model model, SpaceGroup group, Settings settings) {
        group.prove(model.crystal(), model.kinds());
        List<Integer> n = grid(model, settings);
        DensityBasis density =
                DensityBasis.of(
                        model.crystal().lattice(), settings.cutoff(), n.get(0), n.get(1), n.get(2));
        return new Basis(
                density,
                KPoints.reduce(settings.kMesh(), group),
                new CutoffSmoothing(settings.cutoff(), settings.cutoffSmoothing()));
    }

    /** Points of the Fourier grid along the lattice vectors, if the settings do not choose them. */
    static List<Integer> grid(Model model, Settings settings) {
        return settings.grid()
                .orElseGet(
                        () -> DensityBasis.gridSize(model.crystal().lattice(), settings.cutoff()));
    }

    /**
     * Density to start from.
     *
     * @param earlier density of a similar calculation, which is carried over if its number of
     *     electrons and its treatment of spin are the same; null for a superposition of atoms
     */
    public Density start(Model model, Density earlier) {
        Density start =
                earlier != null && suits(model, earlier)
                        ? symmetric(earlier.movedTo(density))
                        : StartingDensity.of(model, density);
        if (!model.needsKinetic()) {
            return start.withoutKinetic();
        }
        return start.hasKinetic() ? start : KineticEstimate.of(start);
    }

    /** Whether a density has the electrons of a model and treats spin as it does. */
    public static boolean suits(Model model, Density earlier) {
        return earlier.isPolarised() == model.spin().polarised()
                && Math.abs(earlier.electrons() - model.electrons()) < 1e-6;
    }

    /** An earlier density may lack operations, which no iteration would give back to it. */
    private Density symmetric(Density given) {
        double[][] tau = null;
        if (given.hasKinetic()) {
            tau = Arrays.stream(given.kinetic()).map(this::symmetric).toArray(double[][]::new);
        }
        return new Density(
                density,
                symmetric(given.total()),
                given.isPolarised() ? symmetric(given.magnetisation()) : null,
                tau);
    }

    private double[] symmetric(double[] field) {
        double[] result = field.clone();
        symmetriser.apply(result);
        return result;
    }

    /** Plane waves of the density. */
    public DensityBasis density() {
        return density;
    }

    /** Irreducible k-points. */
    public List<KPoints.KPoint> kPoints() {
        return kPoints.points();
    }

    /** Number of symmetry operations in use. */
    public int symmetryOperations() {
        return kPoints.group().order();
    }

    /** The operations in use. */
    SpaceGroup group() {
        return kPoints.group();
    }

    /** Plane waves of the orbitals at one k-point. */
    public OrbitalBasis orbitals(int k) {
        return orbitals.get(k);
    }

    /** How waves near the cutoff are treated. */
    CutoffSmoothing smoothing() {
        return smoothing;
    }

    /** Averages fields over the symmetry operations in use. */
    public Symmetriser symmetriser() {
        return symmetriser;
    }
}
