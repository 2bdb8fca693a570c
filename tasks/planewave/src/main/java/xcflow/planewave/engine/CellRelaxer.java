package xcflow.planewave.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.engine.NotConverged;
import xcflow.engine.Relaxer;
import xcflow.engine.Resources;
import xcflow.engine.Watch;
import xcflow.engine.WrongSolution;
import xcflow.functional.Functional;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityFile;
import xcflow.planewave.relax.CrystalRelaxation;
import xcflow.planewave.relax.Point;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.WrongSolutionException;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;

/** Relaxation of crystals in plane waves. */
final class CellRelaxer implements Relaxer {
    /** Forces of energies that are less certain are wrong by more than 2e-6 Ha/bohr. */
    private static final double TOLERANCE = 1e-9;

    @Override
    public End relax(
            Structure.OfCrystal crystal,
            Record settings,
            Functional functional,
            Target target,
            Resources resources,
            Watch watch,
            Course course)
            throws TaskFailure, IOException {
        PlaneWaveSettings chosen = (PlaneWaveSettings) settings;
        try {
            Cell cell =
                    target.stress().isPresent()
                            ? Cell.smoothed(crystal, chosen, resources.files())
                            : Cell.of(crystal, chosen, resources.files());
            Model model = cell.model().apply(functional);
            Settings exact =
                    cell.settings()
                            .withThreads(resources.threads())
                            .withTolerance(Math.min(TOLERANCE, cell.settings().tolerance()));
            CrystalRelaxation.Outcome outcome =
                    new CrystalRelaxation(target.force(), target.stress(), target.geometries())
                            .of(model, exact, new CellWatch(watch), new Remembered(course));
            if (!outcome.point().converged()) {
                throw new NotConverged(
                        String.format(
                                Locale.ROOT,
                                "%s with %s did not converge in geometry %d",
                                cell.name(),
                                functional.name(),
                                outcome.points()));
            }
            return new End(
                    outcome.converged(),
                    outcome.crystal(),
                    geometry(outcome.crystal(), outcome.point()),
                    outcome.point().warnings());
        } catch (WrongSolutionException e) {
            throw new WrongSolution(crystal.name() + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(crystal.name() + ": " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Geometry geometry(Crystal crystal, Point point) {
        return new Geometry(
                point.energy(), point.greatestForce(), point.greatestStress(), crystal.volume());
    }

    /** Points and the density of the best one, kept by whoever accompanies the search. */
    private static final class Remembered implements CrystalRelaxation.Log {
        private final Course course;
        private final List<Point> known = new ArrayList<>();
        private Density density;

        Remembered(Course course) throws IOException {
            this.course = course;
            Optional<InputStream> kept = course.kept();
            if (kept.isPresent()) {
                try (DataInputStream in = new DataInputStream(kept.get())) {
                    for (int left = in.readInt(); left > 0; left--) {
                        known.add(Point.read(in));
                    }
                    density = DensityFile.read(in);
                }
            }
        }

        @Override
        public void point(int number, Crystal crystal, Point point) {
            course.geometry(number, geometry(crystal, point));
        }

        @Override
        public void calculated(List<Point> points, Density best) {
            try {
                course.keep(
                        out -> {
                            DataOutputStream data = new DataOutputStream(out);
                            data.writeInt(points.size());
                            for (Point point : points) {
                                point.write(data);
                            }
                            data.flush();
                            DensityFile.write(best, out);
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public List<Point> known() {
            return known;
        }

        @Override
        public Density density() {
            return density;
        }
    }
}
