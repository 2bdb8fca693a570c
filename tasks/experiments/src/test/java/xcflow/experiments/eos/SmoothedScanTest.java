package xcflow.experiments.eos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.spi.TaskFailure;
import xcflow.structure.library.CrystalLibrary;

/** Equations of state of silicon on a mesh so coarse that single plane waves matter. */
class SmoothedScanTest {

    private static EquationOfStateFit fit(double cutoff, double smoothing) throws TaskFailure {
        return Scans.fit(
                CrystalLibrary.bundled().find("Si").orElseThrow().crystal(),
                9,
                0.06,
                Map.of(
                        "cutoff",
                        cutoff,
                        "cutoff-smoothing",
                        smoothing,
                        "kpoints",
                        List.of(2, 2, 2),
                        "tolerance",
                        1e-8));
    }

    @Test
    void smoothingTakesTheJumpsOutOfTheCurve() throws TaskFailure {
        EquationOfStateFit sharp = fit(10, 0);
        EquationOfStateFit smooth = fit(10, 2);
        assertThat(smooth.rmsResidual()).isLessThan(0.02 * sharp.rmsResidual());
    }

    @Test
    void aSmoothedCurveHasTheBulkModulusOfAConvergedOneAtAModerateCutoff() throws TaskFailure {
        // Converged at this mesh (30 Ha): a = 5.6055 Å, B = 80.3 GPa; sharp at 14 Ha: 5.6086 Å.
        EquationOfState moderate = fit(14, 2).curve();
        EquationOfState converged = fit(26, 2).curve();
        assertThat(moderate.bulkModulusInGpa())
                .isCloseTo(converged.bulkModulusInGpa(), within(4.0));
        assertThat(Math.cbrt(moderate.volume() / converged.volume())).isCloseTo(1, within(1.5e-3));
    }
}
