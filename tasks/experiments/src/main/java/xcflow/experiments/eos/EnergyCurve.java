package xcflow.experiments.eos;

import java.util.List;
import xcflow.spi.Describe;

/** Energies of one crystal with one functional at several volumes. */
public record EnergyCurve(
        @Describe("Name of the crystal.") String crystal,
        @Describe("Label of the functional.") String functional,
        @Describe("Number of atoms in the cell.") int atoms,
        @Describe(value = "Volumes of the cell.", unit = "bohr³") List<Double> volumes,
        @Describe(value = "Energies of the cell.", unit = "Ha") List<Double> energies,
        @Describe(
                        value = "Lattice constant of the conventional cell at `start-volume`.",
                        unit = "Å")
                double startLatticeConstant,
        @Describe(value = "Volume of the cell before straining.", unit = "bohr³")
                double startVolume,
        @Describe("Whether only the first two lattice vectors were strained.") boolean inPlane) {

    /**
     * Lattice constant in Å at a volume.
     *
     * @param volume bohr³ per cell
     */
    public double latticeConstant(double volume) {
        double ratio = volume / startVolume;
        return startLatticeConstant * (inPlane ? Math.sqrt(ratio) : Math.cbrt(ratio));
    }
}
