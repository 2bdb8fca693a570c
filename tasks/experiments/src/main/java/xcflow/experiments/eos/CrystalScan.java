package xcflow.experiments.eos;

import java.util.List;
import xcflow.experiments.batch.CrystalSettingsInput;
import xcflow.experiments.input.CrystalInput;
import xcflow.functional.Functional;
import xcflow.planewave.eos.VolumeScan;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.spi.Warning;

/**
 * Energies of one crystal with one functional at several volumes, as they are asked for in an
 * experiment or on the command line.
 *
 * @param input the crystal
 * @param functional label of the functional
 * @param scan what computes the energies
 * @param volumes relative to that of the crystal, in the order of computation
 * @param doubts where the settings are less than what is recommended
 */
public record CrystalScan(
        CrystalInput input,
        String functional,
        VolumeScan scan,
        List<Double> volumes,
        List<Warning> doubts) {

    /** Usual smoothing of the cutoff, as a share of it. */
    private static final double SMOOTHING = 0.1;

    /**
     * @param choices all settings; its crystal and functional are those given here
     * @throws IllegalArgumentException if a setting cannot be used; the message is for the user
     */
    public static CrystalScan of(
            CrystalInput input,
            Functional functional,
            String label,
            EquationOfStateTask.Inputs choices,
            int threads) {
        CrystalSettingsInput common = choices.common();
        Model model = common.model(input, functional);
        Settings sharp = common.settings(input);
        Settings settings =
                sharp.withCutoffSmoothing(
                                choices.cutoffSmoothing().orElse(SMOOTHING * sharp.cutoff()))
                        .withThreads(threads);
        List<Double> volumes = VolumeScan.spread(choices.volumes(), choices.range());
        VolumeScan free = new VolumeScan(model, settings, input.layered());
        List<Integer> grid = free.grid(volumes);
        // The grid stays that of all volumes when one has to be left out.
        VolumeScan scan =
                new VolumeScan(
                        model,
                        settings.withGrid(grid.get(0), grid.get(1), grid.get(2)),
                        input.layered());
        return new CrystalScan(input, label, scan, volumes, common.doubts(input));
    }

    /**
     * Estimated share of the work that is done; grows with every iteration.
     *
     * @param index of the volume that is being computed
     * @param iteration of its density, from 1
     */
    public double fraction(int index, int iteration) {
        // A volume takes some ten iterations; the estimate only has to be monotone.
        return (index + 1 - Math.exp(-iteration / 6.0)) / volumes.size();
    }

    /** The computed energies. */
    public EnergyCurve curve(List<VolumeScan.Point> points) {
        return new EnergyCurve(
                input.name(),
                functional,
                input.crystal().sites().size(),
                points.stream().map(VolumeScan.Point::volume).toList(),
                points.stream().map(VolumeScan.Point::energy).toList(),
                input.latticeConstant(),
                input.crystal().volume(),
                scan.inPlane());
    }
}
