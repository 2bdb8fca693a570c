package xcflow.gaussian.grid;

import xcflow.numerics.Element;

/**
 * Grid of one free atom at the origin: a Lebedev rule on each sphere of a radial rule.
 *
 * @param x coordinates of the points in bohr, likewise y and z; sphere by sphere outwards
 * @param weights in bohr³, the volume element 4πr² included
 */
public record AtomicGrid(double[] x, double[] y, double[] z, double[] weights) {

    /** Grid of an element at a level. */
    public static AtomicGrid of(Element element, GridLevel level) {
        RadialRule radial = level.radialRule(element);
        LebedevRule[] spheres = new LebedevRule[radial.size()];
        int size = 0;
        for (int i = 0; i < spheres.length; i++) {
            spheres[i] = level.angularRule(element, radial.radii()[i]);
            size += spheres[i].size();
        }
        AtomicGrid grid =
                new AtomicGrid(
                        new double[size], new double[size], new double[size], new double[size]);
        int point = 0;
        for (int i = 0; i < spheres.length; i++) {
            LebedevRule sphere = spheres[i];
            double r = radial.radii()[i];
            double shell = 4 * Math.PI * r * r * radial.weights()[i];
            for (int j = 0; j < sphere.size(); j++) {
                grid.x[point] = r * sphere.x()[j];
                grid.y[point] = r * sphere.y()[j];
                grid.z[point] = r * sphere.z()[j];
                grid.weights[point] = shell * sphere.weights()[j];
                point++;
            }
        }
        return grid;
    }

    /** Number of points. */
    public int size() {
        return weights.length;
    }
}
