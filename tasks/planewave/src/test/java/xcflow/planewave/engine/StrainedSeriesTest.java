package xcflow.planewave.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Series;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.VolumeScan;
import xcflow.engine.Watch;
import xcflow.functional.Functionals;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

class StrainedSeriesTest {

    /** At relative volume 1 this crystal is cubic, at all others it is not. */
    private static final Crystal CUBIC =
            new Crystal(
                    Lattice.cubic(8), List.of(Site.of("Na", 0, 0, 0), Site.of("Na", .5, .5, .5)));

    private static Series series(boolean symmetry, boolean inPlane) throws TaskFailure {
        PlaneWaveEngine engine = new PlaneWaveEngine();
        return engine.series(
                new Structure.OfCrystal("Na", CUBIC, Optional.empty()),
                PlainSettings.of(
                        engine.settings(),
                        Map.of(
                                "cutoff",
                                5,
                                "cutoff-smoothing",
                                0,
                                "kpoints",
                                List.of(2, 2, 2),
                                "smearing",
                                Map.of("kind", "fermi-dirac", "width", 0.01),
                                "tolerance",
                                1e-10,
                                "symmetry",
                                symmetry)),
                VolumeScan.spread(5, 0.1, inPlane),
                new Resources(1, InputFiles.NONE));
    }

    private static List<Double> energies(Series series) throws TaskFailure {
        List<Double> energies = new ArrayList<>();
        Optional<StartDensity> before = Optional.empty();
        for (int i = 0; i < 5; i++) {
            try (Prepared prepared = series.at(i)) {
                Solution solution = prepared.solve(Functionals.named("PBE"), before, Watch.SILENT);
                energies.add(solution.energy());
                before = Optional.of(solution.density());
            }
        }
        return energies;
    }

    @Test
    void aStrainInThePlaneKeepsOnlyWhatTheWholeScanHas() throws TaskFailure {
        Series folded = series(true, true);
        List<Double> some = energies(folded);
        List<Double> whole = energies(series(false, true));
        for (int i = 0; i < 5; i++) {
            assertThat(some.get(i)).isCloseTo(whole.get(i), within(1e-8));
        }
        assertThat(((StrainedSeries) folded).symmetric().group().order()).isEqualTo(32);
        assertThat(((StrainedSeries) series(true, false)).symmetric().group().order())
                .isEqualTo(96);
    }

    @Test
    void allVolumesShareTheGridOfTheLargest() throws TaskFailure {
        Series series = series(true, false);
        assertThat(series.volume(4)).isCloseTo(1.1 * CUBIC.volume(), within(1e-9));
        for (int i : new int[] {0, 4}) {
            try (Prepared prepared = series.at(i)) {
                assertThat(
                                prepared.solve(
                                                Functionals.named("PBE"),
                                                Optional.empty(),
                                                Watch.SILENT)
                                        .details())
                        .containsEntry("grid", series.details().get("grid"));
            }
        }
    }
}
