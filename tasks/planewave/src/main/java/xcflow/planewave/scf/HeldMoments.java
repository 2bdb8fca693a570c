package xcflow.planewave.scf;

import xcflow.planewave.basis.Density;
import xcflow.planewave.mixing.Residual;

/**
 * Keeps the moments that atoms start with until the charge has settled. Superposed atoms are far
 * from a solid's density: in their potential levels of a magnetic shell lie where they are filled
 * with both spins, and the first iterations would take away moments that the solid has.
 */
final class HeldMoments {
    /** Error of the charge, Hartree per electron, at which it has settled. */
    private static final double SETTLED = 1e-3;

    private static final int MOST_ITERATIONS = 12;

    private final int electrons;
    private int left;

    HeldMoments(Model model) {
        boolean given = model.crystal().sites().stream().anyMatch(site -> site.moment() != 0);
        electrons = model.electrons();
        left = given && model.spin() instanceof Spin.Free ? MOST_ITERATIONS : 0;
    }

    /**
     * The density to go on with; once the charge has settled, that of the orbitals.
     *
     * @param in density of the Hamiltonian
     * @param out that of its orbitals
     */
    Density next(Density in, Density out) {
        if (left == 0) {
            return out;
        }
        Density held = with(in, out);
        left = Residual.energy(in, held) < SETTLED * electrons ? 0 : left - 1;
        return left == 0 ? out : held;
    }

    /** Whether moments are still those of the start. */
    boolean hold() {
        return left > 0;
    }

    private static Density with(Density in, Density out) {
        double[][] tau = out.hasKinetic() ? out.kinetic().clone() : null;
        if (tau != null) {
            tau[1] = in.kinetic()[1];
        }
        return new Density(out.basis(), out.total(), in.magnetisation(), tau);
    }
}
