package xcflow.engine;

import java.util.ArrayList;
import java.util.List;
import xcflow.structure.crystal.Crystal;

/**
 * Which volumes of a crystal are calculated. The relative positions of the atoms stay the same.
 *
 * @param volumes relative to that of the crystal, in the order of calculation
 * @param inPlane whether only the first two lattice vectors are strained, as for layers
 */
public record VolumeScan(List<Double> volumes, boolean inPlane) {
    public VolumeScan {
        volumes = List.copyOf(volumes);
    }

    /**
     * Volumes evenly spread over 1 ± {@code range}.
     *
     * @throws IllegalArgumentException if there are fewer than 5, or they spread too far
     */
    public static VolumeScan spread(int count, double range, boolean inPlane) {
        if (count < 5 || !(range > 0 && range < 0.5)) {
            throw new IllegalArgumentException(
                    "a scan needs at least 5 volumes within less than ±50 %");
        }
        List<Double> volumes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            volumes.add(1 - range + 2 * range * i / (count - 1));
        }
        return new VolumeScan(volumes, inPlane);
    }

    /** The crystal strained to a relative volume. */
    public Crystal strained(Crystal crystal, double relativeVolume) {
        double factor = inPlane ? Math.sqrt(relativeVolume) : Math.cbrt(relativeVolume);
        return crystal.withLattice(crystal.lattice().scaled(factor, factor, inPlane ? 1 : factor));
    }

    /** The greatest of the volumes. */
    public double largest() {
        return volumes.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }
}
