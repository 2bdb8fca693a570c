package xcflow.gaussian.correlated;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import xcflow.gaussian.algebra.Diis;
import xcflow.gaussian.algebra.Matrices;
import xcflow.gaussian.scf.HartreeFock;
import xcflow.numerics.Workers;

/**
 * Coupled cluster with single and double excitations. The equations are those of J. F. Stanton, J.
 * Gauss, J. D. Watts, R. J. Bartlett, J. Chem. Phys. 94, 4334 (1991), for canonical orbitals: the
 * off-diagonal part of the Fock matrix vanishes. Terms with four virtual indices are taken from the
 * {@link Ladder}; the part of W_abef that is quadratic in τ is counted in W_mnij.
 */
final class CoupledCluster {
    private static final int MAX_ITERATIONS = 100;
    private static final double ENERGY = 1e-9;
    private static final double CHANGE = 1e-6;

    /** In units of these, how far extrapolated amplitudes may be from those of the equations. */
    private static final double SAME = 20;

    private final OrbitalIntegrals integrals;
    private final Spaces spaces;
    private final Ladder ladder;

    CoupledCluster(HartreeFock reference, OrbitalIntegrals integrals, Workers workers) {
        this.integrals = integrals;
        this.spaces = integrals.spaces();
        this.ladder = new Ladder(reference, spaces, workers);
    }

    /**
     * Solves the amplitude equations.
     *
     * @param listener told the number and the energy of each iteration
     */
    Amplitudes solve(BiConsumer<Integer, Double> listener) {
        Diis diis = new Diis(8);
        Amplitudes amplitudes = Amplitudes.firstOrder(integrals);
        double energy = amplitudes.energy(integrals);
        for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
            double[] before = amplitudes.pack();
            double[] next = step(amplitudes).pack();
            double[] change = Matrices.sum(next, -1, before);
            amplitudes =
                    amplitudes.unpack(
                            diis.next(new Diis.Entry(List.of(next), List.of(change))).get(0));
            double energyNow = amplitudes.energy(integrals);
            listener.accept(iteration, energyNow);
            double norm = Math.sqrt(Matrices.dot(change, change));
            if (Math.abs(energyNow - energy) < ENERGY && norm < CHANGE) {
                requireSame(amplitudes, amplitudes.unpack(next));
                return amplitudes;
            }
            energy = energyNow;
        }
        throw new CorrelationException(
                String.format(
                        Locale.ROOT,
                        "the coupled-cluster amplitudes did not converge in %d iterations",
                        MAX_ITERATIONS));
    }

    /** What was extrapolated must agree with what the equations gave last. */
    private void requireSame(Amplitudes extrapolated, Amplitudes solved) {
        double[] change = Matrices.sum(extrapolated.pack(), -1, solved.pack());
        double norm = Math.sqrt(Matrices.dot(change, change));
        double difference = extrapolated.energy(integrals) - solved.energy(integrals);
        if (!(norm < SAME * CHANGE && Math.abs(difference) < SAME * CHANGE)) {
            throw new WrongCorrelationException(
                    String.format(
                            Locale.ROOT,
                            "the coupled-cluster amplitudes converged to no solution: those extrapolated"
                                    + " differ by %.1e, in energy by %.1e Ha, from those of the"
                                    + " equations",
                            norm,
                            difference));
        }
    }

    private Amplitudes step(Amplitudes amplitudes) {
        SpinTensor t1 = amplitudes.singles();
        SpinTensor t2 = amplitudes.doubles();
        SpinTensor tau = amplitudes.effectiveDoubles(1);
        SpinTensor tauHalf = amplitudes.effectiveDoubles(0.5);
        SpinTensor fae = fae(t1, tauHalf);
        SpinTensor fmi = fmi(t1, tauHalf);
        SpinTensor fme = SpinTensor.zeros(spaces, "ov");
        fme.add(1, "nf,mnef->me", t1, integrals.oovv());
        SpinTensor singles = singles(t1, t2, fae, fmi, fme);
        SpinTensor doubles = doubles(t1, t2, tau, fae, fmi, fme);
        Amplitudes.divide(singles, "ov", integrals);
        Amplitudes.divide(doubles, "oovv", integrals);
        return new Amplitudes(spaces, singles, doubles);
    }

    /** Eq. 3. */
    private SpinTensor fae(SpinTensor t1, SpinTensor tauHalf) {
        SpinTensor fae = SpinTensor.zeros(spaces, "vv");
        fae.add(-1, "mf,maef->ae", t1, integrals.ovvv());
        fae.add(-0.5, "mnaf,mnef->ae", tauHalf, integrals.oovv());
        return fae;
    }

    /** Eq. 4. */
    private SpinTensor fmi(SpinTensor t1, SpinTensor tauHalf) {
        SpinTensor fmi = SpinTensor.zeros(spaces, "oo");
        fmi.add(1, "ne,mnie->mi", t1, integrals.ooov());
        fmi.add(0.5, "inef,mnef->mi", tauHalf, integrals.oovv());
        return fmi;
    }

    /** Eq. 1. */
    private SpinTensor singles(
            SpinTensor t1, SpinTensor t2, SpinTensor fae, SpinTensor fmi, SpinTensor fme) {
        SpinTensor r = SpinTensor.zeros(spaces, "ov");
        r.add(1, "ie,ae->ia", t1, fae);
        r.add(-1, "ma,mi->ia", t1, fmi);
        r.add(1, "me,imae->ia", fme, t2);
        r.add(-1, "nf,naif->ia", t1, integrals.ovov());
        r.add(-0.5, "imef,maef->ia", t2, integrals.ovvv());
        r.add(0.5, "mnae,nmie->ia", t2, integrals.ooov());
        return r;
    }

    /** Eq. 2. */
    private SpinTensor doubles(
            SpinTensor t1,
            SpinTensor t2,
            SpinTensor tau,
            SpinTensor fae,
            SpinTensor fmi,
            SpinTensor fme) {
        ladder.compute(tau);
        SpinTensor r = SpinTensor.independent(spaces, "oovv");
        r.add(1, "ijab->ijab", integrals.oovv());
        r.add(1, "ijab->ijab", ladder.virtuals());
        r.add(0.5, "mnab,mnij->ijab", tau, wmnij(t1, tau));

        SpinTensor antisymmetricInVirtuals = SpinTensor.zeros(spaces, "oovv");
        fae.add(-0.5, "mb,me->be", t1, fme);
        antisymmetricInVirtuals.add(1, "be,ijae->ijab", fae, t2);
        antisymmetricInVirtuals.add(-1, "mb,ijam->ijab", t1, ladder.mixed());
        antisymmetricInVirtuals.add(-1, "ma,ijmb->ijab", t1, integrals.ooov());
        r.add(1, "ijab->ijab", antisymmetricInVirtuals);
        r.add(-1, "ijba->ijab", antisymmetricInVirtuals);

        SpinTensor antisymmetricInOccupied = SpinTensor.zeros(spaces, "oovv");
        fmi.add(0.5, "je,me->mj", t1, fme);
        antisymmetricInOccupied.add(-1, "mj,imab->ijab", fmi, t2);
        antisymmetricInOccupied.add(-1, "ie,jeab->ijab", t1, integrals.ovvv());
        r.add(1, "ijab->ijab", antisymmetricInOccupied);
        r.add(-1, "jiab->ijab", antisymmetricInOccupied);

        SpinTensor rings = rings(t1, t2);
        r.add(1, "ijab->ijab", rings);
        r.add(-1, "jiab->ijab", rings);
        r.add(-1, "ijba->ijab", rings);
        r.add(1, "jiba->ijab", rings);
        return r;
    }

    /** Eq. 6, with the whole of ½ Σ τ⟨mn||ef⟩. */
    private SpinTensor wmnij(SpinTensor t1, SpinTensor tau) {
        SpinTensor linear = SpinTensor.zeros(spaces, "oooo");
        linear.add(1, "je,mnie->mnij", t1, integrals.ooov());
        SpinTensor w = SpinTensor.zeros(spaces, "oooo");
        w.add(1, "mnij->mnij", integrals.oooo());
        w.add(1, "mnij->mnij", linear);
        w.add(-1, "mnji->mnij", linear);
        w.add(0.5, "ijef,mnef->mnij", tau, integrals.oovv());
        return w;
    }

    /** Σ_me (t_im^ae W_mbej − t_i^e t_m^a ⟨mb||ej⟩) with W of eq. 8. */
    private SpinTensor rings(SpinTensor t1, SpinTensor t2) {
        SpinTensor pairs = SpinTensor.zeros(spaces, "oovv");
        pairs.add(0.5, "jnfb->jnfb", t2);
        pairs.add(1, "jf,nb->jnfb", t1, t1);
        SpinTensor w = SpinTensor.zeros(spaces, "ovvo");
        w.add(-1, "mbje->mbej", integrals.ovov());
        w.add(1, "jf,mbef->mbej", t1, integrals.ovvv());
        w.add(1, "nb,mnje->mbej", t1, integrals.ooov());
        w.add(-1, "jnfb,mnef->mbej", pairs, integrals.oovv());
        SpinTensor rings = SpinTensor.zeros(spaces, "oovv");
        rings.add(1, "imae,mbej->ijab", t2, w);
        SpinTensor linear = SpinTensor.zeros(spaces, "ovoo");
        linear.add(1, "ie,mbje->mbij", t1, integrals.ovov());
        rings.add(1, "ma,mbij->ijab", t1, linear);
        return rings;
    }
}
