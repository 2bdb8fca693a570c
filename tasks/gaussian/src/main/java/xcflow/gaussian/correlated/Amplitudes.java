package xcflow.gaussian.correlated;

/**
 * Coupled-cluster amplitudes.
 *
 * @param singles t_i^a, kind {@code ov}
 * @param doubles t_ij^ab, kind {@code oovv}, complete
 */
record Amplitudes(Spaces spaces, SpinTensor singles, SpinTensor doubles) {

    /** The first-order amplitudes: ⟨ij||ab⟩ / (ε_i + ε_j − ε_a − ε_b), no singles. */
    static Amplitudes firstOrder(OrbitalIntegrals integrals) {
        Spaces spaces = integrals.spaces();
        SpinTensor doubles = SpinTensor.independent(spaces, "oovv");
        doubles.add(1, "ijab->ijab", integrals.oovv());
        divide(doubles, "oovv", integrals);
        return new Amplitudes(spaces, SpinTensor.zeros(spaces, "ov"), doubles.complete());
    }

    /** Divides by differences of orbital energies, occupied minus virtual. */
    static void divide(SpinTensor tensor, String kind, OrbitalIntegrals integrals) {
        Spaces spaces = integrals.spaces();
        for (int spins = 0; spins < 1 << kind.length(); spins++) {
            if (!tensor.computed(spins)) {
                continue;
            }
            int[] sizes = spaces.sizes(kind, spins);
            double[] block = tensor.block(spins);
            int virtualsPerPair = block.length == 0 ? 1 : sizes[sizes.length - 1];
            for (int at = 0; at < block.length; at++) {
                block[at] /=
                        kind.length() == 2
                                ? integrals.occupied(spins & 1, at / virtualsPerPair)
                                        - integrals.virtual(spins & 1, at % virtualsPerPair)
                                : denominator(integrals, spins, sizes, at);
            }
        }
    }

    private static double denominator(OrbitalIntegrals integrals, int spins, int[] sizes, int at) {
        int b = at % sizes[3];
        int a = at / sizes[3] % sizes[2];
        int j = at / (sizes[3] * sizes[2]) % sizes[1];
        int i = at / (sizes[3] * sizes[2] * sizes[1]);
        return integrals.occupied(spins & 1, i)
                + integrals.occupied(spins >> 1 & 1, j)
                - integrals.virtual(spins >> 2 & 1, a)
                - integrals.virtual(spins >> 3 & 1, b);
    }

    /** t_ij^ab + factor · (t_i^a t_j^b − t_i^b t_j^a). */
    SpinTensor effectiveDoubles(double factor) {
        SpinTensor effective = SpinTensor.independent(spaces, "oovv");
        effective.add(1, "ijab->ijab", doubles);
        effective.add(factor, "ia,jb->ijab", singles, singles);
        effective.add(-factor, "ib,ja->ijab", singles, singles);
        return effective.complete();
    }

    /** ¼ Σ ⟨ij||ab⟩ τ_ij^ab. */
    double energy(OrbitalIntegrals integrals) {
        return 0.25 * integrals.oovv().dot(effectiveDoubles(1));
    }

    /** All independent numbers. */
    double[] pack() {
        double[] packed = new double[length()];
        int at = 0;
        for (double[] block : blocks()) {
            System.arraycopy(block, 0, packed, at, block.length);
            at += block.length;
        }
        return packed;
    }

    /** Amplitudes out of the numbers of {@link #pack}. */
    Amplitudes unpack(double[] packed) {
        SpinTensor ones = SpinTensor.zeros(spaces, "ov");
        SpinTensor twos = SpinTensor.independent(spaces, "oovv");
        Amplitudes result = new Amplitudes(spaces, ones, twos);
        int at = 0;
        for (double[] block : result.blocks()) {
            System.arraycopy(packed, at, block, 0, block.length);
            at += block.length;
        }
        twos.complete();
        return result;
    }

    private int length() {
        int length = 0;
        for (double[] block : blocks()) {
            length += block.length;
        }
        return length;
    }

    private double[][] blocks() {
        return spaces.restricted()
                ? new double[][] {singles.block(0), doubles.block(SpinTensor.MIXED)}
                : new double[][] {
                    singles.block(0),
                    singles.block(3),
                    doubles.block(SpinTensor.UP),
                    doubles.block(SpinTensor.MIXED),
                    doubles.block(SpinTensor.DOWN)
                };
    }
}
