package xcflow.experiments.eos;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xcflow.engine.Engine;
import xcflow.engine.Magnetism;
import xcflow.engine.Resources;
import xcflow.engine.Series;
import xcflow.engine.VolumeScan;
import xcflow.experiments.input.CrystalInput;
import xcflow.functional.Functional;
import xcflow.spi.Selected;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.Structure;

/**
 * Energies of one crystal with one functional at several volumes, as they are asked for in an
 * experiment or on the command line.
 *
 * @param input the crystal
 * @param functional what the energies are computed with
 * @param label of the functional
 * @param scan volumes in the order of computation
 * @param series what computes the energies
 * @param doubts where the settings are less than what is recommended
 */
public record CrystalScan(
        CrystalInput input,
        Functional functional,
        String label,
        VolumeScan scan,
        Series series,
        List<Warning> doubts) {

    /**
     * One volume.
     *
     * @param volume bohr³ per cell
     * @param energy Ha per cell
     * @param iterations of the density
     * @param magnetism moments of the cell; empty without spin
     */
    public record Point(
            double volume, double energy, int iterations, Optional<Magnetism> magnetism) {}

    /**
     * @param volumes number of them
     * @param range they lie within ± this fraction of the first
     * @throws TaskFailure if a setting cannot be used
     */
    public static CrystalScan of(
            CrystalInput input,
            Functional functional,
            String label,
            Selected<Engine> engine,
            int volumes,
            double range,
            Resources resources)
            throws TaskFailure {
        if (!engine.plugin().capabilities().crystals()) {
            throw new TaskFailure(CrystalInput.otherEngines());
        }
        Structure.OfCrystal crystal = input.structure();
        VolumeScan scan = VolumeScan.spread(volumes, range, input.layered());
        return new CrystalScan(
                input,
                functional,
                label,
                scan,
                engine.plugin().series(crystal, engine.settings(), scan, resources),
                engine.plugin().doubts(crystal, engine.settings()));
    }

    /** Number of volumes. */
    public int size() {
        return scan.volumes().size();
    }

    /** Indices of the volumes, in the order of computation. */
    public IntStream indices() {
        return IntStream.range(0, size());
    }

    /**
     * Estimated share of the work that is done; grows with every iteration.
     *
     * @param index of the volume that is being computed
     * @param iteration of its density, from 1
     */
    public double fraction(int index, int iteration) {
        // A volume takes some ten iterations; the estimate only has to be monotone.
        return (index + 1 - Math.exp(-iteration / 6.0)) / size();
    }

    /** The computed energies. */
    public EnergyCurve curve(List<Point> points) {
        return new EnergyCurve(
                input.name(),
                label,
                input.crystal().sites().size(),
                points.stream().map(Point::volume).toList(),
                points.stream().map(Point::energy).toList(),
                input.latticeConstant(),
                input.crystal().volume(),
                scan.inPlane());
    }
}
