package xcflow.planewave.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import xcflow.engine.NotConverged;
import xcflow.engine.Prepared;
import xcflow.engine.Series;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.VolumeScan;
import xcflow.engine.Watch;
import xcflow.engine.WrongSolution;
import xcflow.functional.Functional;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.DensityFile;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.WrongSolutionException;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.symmetry.SymmetricCrystal;

/**
 * A crystal at several volumes. All share the Fourier grid that the largest one needs, so that the
 * discretisation of exchange and correlation changes smoothly along the scan, and the same symmetry
 * operations, those that hold at every volume.
 *
 * @param cell with the common grid among its settings
 * @param symmetric the crystal at relative volume 1, with the operations of all volumes
 */
record StrainedSeries(Cell cell, VolumeScan scan, SymmetricCrystal symmetric) implements Series {

    static StrainedSeries of(Cell cell, VolumeScan scan) {
        Model model = cell.anyModel();
        Settings free = cell.settings();
        // Making the crystal symmetric moves its lattice a little: the grid must do for either.
        Crystal moved = model.symmetric(free, scan.inPlane()).crystal();
        List<Integer> a = grid(scan.strained(model.crystal(), scan.largest()), free);
        List<Integer> b = grid(scan.strained(moved, scan.largest()), free);
        Settings common =
                free.withGrid(
                        Math.max(a.get(0), b.get(0)),
                        Math.max(a.get(1), b.get(1)),
                        Math.max(a.get(2), b.get(2)));
        return new StrainedSeries(
                cell.withSettings(common), scan, model.symmetric(common, scan.inPlane()));
    }

    private static List<Integer> grid(Crystal crystal, Settings settings) {
        return DensityBasis.gridSize(crystal.lattice(), settings.cutoff());
    }

    @Override
    public List<Warning> warnings() {
        return symmetric.doubt().stream().toList();
    }

    @Override
    public Map<String, Object> details() {
        Settings settings = cell.settings();
        Model model = cell.anyModel();
        Map<String, Object> smearing = new LinkedHashMap<>();
        smearing.put("kind", model.smearing().name());
        smearing.put("width", model.smearing().width());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("cutoff", settings.cutoff());
        details.put("cutoff-smoothing", settings.cutoffSmoothing());
        details.put("grid", settings.grid().orElseThrow());
        details.put("kpoints", settings.kMesh().divisions());
        details.put("shift", settings.kMesh().shifts().get(0));
        details.put("smearing", smearing);
        details.put(
                "pseudopotentials",
                model.atoms().stream()
                        .collect(
                                Collectors.toMap(
                                        gth -> gth.element().symbol(),
                                        Gth::name,
                                        (first, second) -> first,
                                        LinkedHashMap::new)));
        return details;
    }

    @Override
    public double volume(int index) {
        return crystal(index).volume();
    }

    private Crystal crystal(int index) {
        return scan.strained(symmetric.crystal(), scan.volumes().get(index));
    }

    @Override
    public Prepared at(int index) {
        return new Strained(crystal(index), scan.volumes().get(index));
    }

    /** One of the volumes. */
    private final class Strained implements Prepared {
        private final Crystal crystal;
        private final double relativeVolume;

        Strained(Crystal crystal, double relativeVolume) {
            this.crystal = crystal;
            this.relativeVolume = relativeVolume;
        }

        @Override
        public Solution solve(Functional functional, Optional<StartDensity> start, Watch watch)
                throws TaskFailure {
            try {
                Density begin = start.map(CellDensity::of).orElse(null);
                Model model = cell.model().apply(functional).withCrystal(crystal);
                CellWatch told = new CellWatch(watch);
                ScfResult result =
                        PlaneWaves.solve(model, symmetric.group(), cell.settings(), begin, told);
                if (!result.converged()) {
                    throw new NotConverged(
                            String.format(
                                    Locale.ROOT,
                                    "%s did not converge at %.1f %% of the volume within %d"
                                            + " iterations: the energy is uncertain by %.1e Ha",
                                    crystal.formula(),
                                    100 * relativeVolume,
                                    cell.settings().maxIterations(),
                                    result.residual()));
                }
                return new CellSolution(
                        cell, model, result.withWarnings(told.besides(result.warnings())));
            } catch (WrongSolutionException e) {
                throw new WrongSolution(e.getMessage());
            } catch (IllegalArgumentException e) {
                throw new TaskFailure(e.getMessage());
            }
        }

        @Override
        public StartDensity read(InputStream in) throws IOException {
            return new CellDensity(DensityFile.read(in));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
