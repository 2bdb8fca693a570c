package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.engine.LevelMesh;
import xcflow.numerics.Workers;
import xcflow.planewave.eigensolver.Davidson;
import xcflow.planewave.force.GroundState;
import xcflow.planewave.term.LocalOperator;

/**
 * Levels in the potential of a self-consistent result, filled and empty ones equally converged, at
 * the points of any mesh. The iteration itself does not follow empty bands to the end.
 */
public final class PotentialLevels {
    /** Residual norm of each orbital, Hartree; the error of its level is of second order. */
    private static final double RESIDUAL = 1e-5;

    /** Bands above the wanted ones, which are not converged but help those that are. */
    private static final int ABOVE = 3;

    private static final int EXPANSIONS = 12;
    private static final int ROUNDS = 60;

    private PotentialLevels() {}

    /**
     * The lowest levels.
     *
     * @param settings with the mesh that is wanted; cutoff, grid and threads as of the result
     * @param bands number of levels of each spin; zero for as many as the iteration had
     * @throws IllegalArgumentException if there are fewer plane waves, or the electrons need more
     * @throws IllegalStateException if the levels do not converge
     */
    public static LevelMesh of(Model model, ScfResult result, Settings settings, int bands) {
        GroundState state = result.state();
        Model moved = model.withCrystal(state.crystal());
        Settings same =
                settings.withGrid(result.grid().get(0), result.grid().get(1), result.grid().get(2));
        int least = BandCount.of(moved, same);
        if (bands > 0 && bands < least) {
            throw new IllegalArgumentException(
                    bands + " bands are too few: with a margin the electrons need " + least);
        }
        int wanted = Math.max(bands, least);
        Basis basis = Basis.of(moved, state.group(), same);
        try (Workers workers = new Workers(settings.threads())) {
            Orbitals orbitals = new Orbitals(moved, basis, wanted + ABOVE, workers);
            LocalOperator[] onGrid = state.potential().onGrid();
            orbitals.begin(state.potential(), onGrid);
            converge(orbitals, onGrid, wanted);
            List<LevelMesh.Point> points = new ArrayList<>();
            for (Channel channel : orbitals.channels()) {
                points.add(
                        new LevelMesh.Point(
                                channel.spin(),
                                channel.weight(),
                                Arrays.stream(channel.levels(), 0, wanted).boxed().toList()));
            }
            return new LevelMesh(moved.electrons(), moved.spin().polarised(), points);
        }
    }

    private static void converge(Orbitals orbitals, LocalOperator[] onGrid, int wanted) {
        double[] tolerance = new double[wanted + ABOVE];
        Arrays.fill(tolerance, RESIDUAL);
        List<Davidson.Goal> goals =
                orbitals.channels().stream()
                        .map(channel -> new Davidson.Goal(tolerance, wanted, EXPANSIONS))
                        .toList();
        for (int round = 0; round < ROUNDS; round++) {
            if (orbitals.solve(onGrid, new Davidson(5), goals) <= 1) {
                return;
            }
        }
        throw new IllegalStateException("the empty levels do not converge; ask for fewer bands");
    }
}
