package xcflow.engine;

import java.util.List;

/**
 * Levels of a crystal at the points of a mesh in reciprocal space.
 *
 * @param electrons that the levels hold
 * @param polarised whether the two spins have levels of their own; else each holds two electrons
 * @param points those that stand for the mesh, of each spin
 */
public record LevelMesh(double electrons, boolean polarised, List<Point> points) {

    public LevelMesh {
        points = List.copyOf(points);
    }

    /**
     * Levels of one spin at one point.
     *
     * @param spin 0 up (or both), 1 down
     * @param weight share of the mesh that the point stands for; those of a spin add up to one
     * @param levels ascending, Ha; there are more above the highest of them
     */
    public record Point(int spin, double weight, List<Double> levels) {
        public Point {
            levels = List.copyOf(levels);
        }
    }
}
