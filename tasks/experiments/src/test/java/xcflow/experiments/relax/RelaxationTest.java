package xcflow.experiments.relax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** On surfaces that are known. */
class RelaxationTest {
    /** Pairs of atoms with the energy r^−12 − 2 r^−6, whose minimum is −1 at distance 1. */
    private static Relaxation.Point pairs(double[] x) {
        double energy = 0;
        double[] forces = new double[x.length];
        for (int i = 0; i < x.length / 3; i++) {
            for (int j = 0; j < i; j++) {
                double square = 0;
                for (int axis = 0; axis < 3; axis++) {
                    square += Math.pow(x[3 * i + axis] - x[3 * j + axis], 2);
                }
                double sixth = 1 / (square * square * square);
                energy += sixth * sixth - 2 * sixth;
                double push = 12 * (sixth * sixth - sixth) / square;
                for (int axis = 0; axis < 3; axis++) {
                    double d = x[3 * i + axis] - x[3 * j + axis];
                    forces[3 * i + axis] += push * d;
                    forces[3 * j + axis] -= push * d;
                }
            }
        }
        return new Relaxation.Point(x, energy, forces);
    }

    private static Relaxation.Result relax(double[] start) {
        try {
            return new Relaxation(RelaxationTest::pairs, 1e-6, 200, (number, point) -> {})
                    .run(start);
        } catch (xcflow.spi.TaskFailure e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsTheMinimumOfFourAtoms() {
        double[] start = {0, 0, 0, 1.2, 0, 0, 0.4, 1.1, 0, 0.5, 0.3, 0.9};
        Relaxation.Result result = relax(start);
        assertThat(result.converged()).isTrue();
        assertThat(result.point().energy()).isCloseTo(-6, within(1e-9));
        assertThat(result.points()).isLessThan(40);
    }

    @Test
    void movesAPairAlongItsAxis() {
        Relaxation.Result result = relax(new double[] {0, 0, 0, 0, 0, 1.3});
        assertThat(result.converged()).isTrue();
        double[] x = result.point().positions();
        assertThat(x[5] - x[2]).isCloseTo(1, within(1e-6));
        assertThat(x[0]).isCloseTo(0, within(1e-9));
        assertThat(x[2] + x[5]).isCloseTo(1.3, within(1e-9));
    }

    @Test
    void takesTheSameWayWhereverTheMoleculeIs() {
        double[] start = {0, 0, 0, 1.2, 0, 0, 0.4, 1.1, 0, 0.5, 0.3, 0.9};
        double[] moved = new double[start.length];
        for (int i = 0; i < start.length; i += 3) {
            moved[i] = start[i + 1] + 2;
            moved[i + 1] = start[i + 2] - 1;
            moved[i + 2] = start[i] + 4;
        }
        assertThat(relax(moved).points()).isEqualTo(relax(start).points());
    }

    @Test
    void saysThatItDidNotConverge() throws Exception {
        double[] start = {0, 0, 0, 1.4, 0, 0};
        Relaxation.Result result =
                new Relaxation(RelaxationTest::pairs, 1e-6, 2, (number, point) -> {}).run(start);
        assertThat(result.converged()).isFalse();
        assertThat(result.points()).isEqualTo(2);
    }

    @Test
    void isDoneWithASingleAtomAtOnce() {
        assertThat(relax(new double[] {new Random(1).nextDouble(), 0, 0}).points()).isEqualTo(1);
    }
}
