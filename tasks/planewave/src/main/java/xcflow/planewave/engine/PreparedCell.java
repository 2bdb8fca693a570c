package xcflow.planewave.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import xcflow.engine.NotConverged;
import xcflow.engine.Prepared;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.Watch;
import xcflow.engine.WrongSolution;
import xcflow.functional.Functional;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityFile;
import xcflow.planewave.sampling.DensitySample;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.WrongSolutionException;
import xcflow.spi.TaskFailure;

/** One cell; nothing of it outlives a solution. */
record PreparedCell(Cell cell) implements Prepared {

    @Override
    public Solution solve(Functional functional, Optional<StartDensity> start, Watch watch)
            throws TaskFailure {
        try {
            Density begin = start.map(CellDensity::of).orElse(null);
            Model model = cell.model().apply(functional);
            CellWatch told = new CellWatch(watch);
            ScfResult result = PlaneWaves.solve(model, cell.settings(), begin, told);
            if (!result.converged()) {
                throw new NotConverged(
                        String.format(
                                Locale.ROOT,
                                "%s with %s did not converge: the energy is uncertain by %.1e Ha",
                                cell.name(),
                                functional.name(),
                                result.residual()));
            }
            return new CellSolution(
                    cell, model, result.withWarnings(told.besides(result.warnings())));
        } catch (WrongSolutionException e) {
            throw new WrongSolution(cell.name() + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(cell.name() + ": " + e.getMessage());
        }
    }

    @Override
    public StartDensity read(InputStream in) throws IOException {
        return new CellDensity(DensityFile.read(in));
    }

    @Override
    public double distance(StartDensity one, StartDensity other) throws TaskFailure {
        try {
            return DensitySample.difference(CellDensity.of(one), CellDensity.of(other));
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(cell.name() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
