package xcflow.planewave.eos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.symmetry.KMesh;

/** Equations of state of silicon on a mesh so coarse that single plane waves matter. */
class SmoothedScanTest {

    private static EquationOfStateFit fit(double cutoff, double smoothing) {
        Model model =
                Model.of(
                        CrystalLibrary.bundled().find("Si").orElseThrow().crystal(),
                        Map.of(),
                        Functionals.named("PBE"),
                        new Spin.Unpolarised(),
                        Smearing.none());
        Settings settings =
                Settings.of(cutoff, KMesh.gammaCentred(2, 2, 2))
                        .withCutoffSmoothing(smoothing)
                        .withTolerance(1e-8);
        var points =
                new VolumeScan(model, settings, false)
                        .run(
                                VolumeScan.spread(9, 0.06),
                                VolumeScan.State.initial(),
                                new VolumeScan.Listener() {});
        return EquationOfStateFit.of(
                EquationOfState.Form.BIRCH_MURNAGHAN,
                points.stream().mapToDouble(VolumeScan.Point::volume).toArray(),
                points.stream().mapToDouble(VolumeScan.Point::energy).toArray());
    }

    @Test
    void smoothingTakesTheJumpsOutOfTheCurve() {
        EquationOfStateFit sharp = fit(10, 0);
        EquationOfStateFit smooth = fit(10, 2);
        assertThat(smooth.rmsResidual()).isLessThan(0.02 * sharp.rmsResidual());
    }

    @Test
    void aSmoothedCurveHasTheBulkModulusOfAConvergedOneAtAModerateCutoff() {
        // Converged at this mesh (30 Ha): a = 5.6055 Å, B = 80.3 GPa; sharp at 14 Ha: 5.6086 Å.
        EquationOfState moderate = fit(14, 2).curve();
        EquationOfState converged = fit(26, 2).curve();
        assertThat(moderate.bulkModulusInGpa())
                .isCloseTo(converged.bulkModulusInGpa(), within(4.0));
        assertThat(Math.cbrt(moderate.volume() / converged.volume())).isCloseTo(1, within(1.5e-3));
    }
}
