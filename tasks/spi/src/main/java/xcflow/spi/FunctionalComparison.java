package xcflow.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Compares two exchange-correlation functionals as functions, found by the service loader like
 * tasks. The runner, which shows what differs between two recorded versions, knows no functional.
 */
public interface FunctionalComparison {

    /**
     * A functional to compare.
     *
     * @param label name in titles and legends; that of the other functional must differ
     * @param name by which a reference functional is known
     * @param file of the functional; empty for a reference
     */
    record Subject(String label, String name, Optional<Path> file) {}

    /**
     * The same quantity of two functionals on the same grid.
     *
     * @param quantity such as {@code F_x} or {@code F_c at r_s = 2}
     * @param abscissa what {@code x} is, such as {@code s}
     * @param x grid, ascending
     * @param one values of the first functional on the grid
     * @param other values of the second functional on the grid
     */
    record Curve(String quantity, String abscissa, double[] x, double[] one, double[] other) {

        /** Index at which the two differ most. */
        public int worst() {
            int worst = 0;
            for (int i = 1; i < x.length; i++) {
                if (difference(i) > difference(worst)) {
                    worst = i;
                }
            }
            return worst;
        }

        /** Absolute difference at an index. */
        public double difference(int index) {
            return Math.abs(one[index] - other[index]);
        }

        /** Mean of the absolute differences. */
        public double mean() {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += difference(i);
            }
            return sum / x.length;
        }
    }

    /**
     * The curves of the two, on the same grid whatever they are.
     *
     * @throws IOException if one cannot be read or cannot be compared; the message says why
     */
    List<Curve> curves(Subject one, Subject other) throws IOException;

    /**
     * Draws the curves and their differences as one SVG document and leaves closing to the caller.
     *
     * @throws IOException as {@link #curves}, or if writing fails
     */
    void draw(Subject one, Subject other, OutputStream out) throws IOException;

    /** Where enhancement factors are looked at. */
    record Place(double rs, double zeta, double alpha) {}

    /**
     * An enhancement factor over the reduced gradient.
     *
     * @param label of the functional
     * @param part {@code xc}, {@code x} or {@code c}
     */
    record Enhancement(String label, String part, double[] s, double[] factor) {}

    /**
     * Enhancement factors of functionals at r_s (bohr), ζ and α.
     *
     * @throws IOException if one cannot be read; the message says why
     */
    default List<Enhancement> enhancement(List<Subject> subjects, Place place) throws IOException {
        throw new IOException("no module here evaluates enhancement factors");
    }
}
