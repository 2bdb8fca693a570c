package xcflow.experiments.eos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.InputFiles;
import xcflow.engine.Resources;
import xcflow.experiments.TestEngines;
import xcflow.experiments.input.CrystalInput;
import xcflow.functional.Functionals;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;

/** Equations of state in plane waves for tests. */
final class Scans {
    private Scans() {}

    static EquationOfStateFit fit(
            Crystal crystal, int volumes, double range, Map<String, ?> settings)
            throws TaskFailure {
        CrystalScan scan =
                CrystalScan.of(
                        new CrystalInput("crystal", crystal, Optional.empty()),
                        Functionals.named("PBE"),
                        "PBE",
                        TestEngines.of("planewave", settings),
                        volumes,
                        range,
                        new Resources(1, InputFiles.NONE));
        ScanRun run =
                new ScanRun(
                        scan,
                        new ScanRun.Listener() {
                            @Override
                            public void iteration(int index, int iteration, double energy) {}

                            @Override
                            public void warning(Warning warning) {}
                        });
        List<CrystalScan.Point> points = new ArrayList<>();
        for (int index = 0; index < volumes; index++) {
            points.add(run.compute(index));
        }
        return EquationOfStateFit.of(
                EquationOfState.Form.BIRCH_MURNAGHAN,
                points.stream().mapToDouble(CrystalScan.Point::volume).toArray(),
                points.stream().mapToDouble(CrystalScan.Point::energy).toArray());
    }
}
