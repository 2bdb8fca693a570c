package xcflow.functional.audit;

/**
 * A system whose exchange or correlation energy is known, and by which functionals are normed.
 *
 * @param system name, as of an atom
 * @param part of the energy
 * @param energy exact, or as good as exact, Ha
 * @param source where it is from
 */
public record Norm(String system, Part part, double energy, String source) {

    /** A part of the energy. */
    public enum Part {
        /** Exchange. */
        EXCHANGE("exchange"),
        /** Correlation. */
        CORRELATION("correlation");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        /** The word shown to people and written to files. */
        public String label() {
            return label;
        }
    }

    /**
     * What a functional gives for it.
     *
     * @param energy at the density, Ha
     */
    public record Value(Norm norm, double energy) {
        /** Energy less the exact one, Ha. */
        public double deviation() {
            return energy - norm.energy;
        }

        /** The same in percent of the exact one; in Ha where that is zero. */
        public double relative() {
            return norm.energy == 0 ? energy : 100 * deviation() / Math.abs(norm.energy);
        }
    }
}
