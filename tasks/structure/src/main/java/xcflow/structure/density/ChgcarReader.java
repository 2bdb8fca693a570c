package xcflow.structure.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.library.PoscarReader;

/**
 * VASP's CHGCAR: the structure as in POSCAR, an empty line, the numbers of points, and the density
 * times the cell's volume, those along the first vector in a row; then what VASP needs inside the
 * PAW spheres, and, with spin, the magnetisation in the same form.
 */
final class ChgcarReader {
    private static final int MOST_LINES = 20_000;

    private ChgcarReader() {}

    static DensityGrid read(Path file, String name) {
        try (NumberStream in = new NumberStream(file, name)) {
            List<String> structure = new ArrayList<>();
            Line line = in.next("the title");
            // The title may be empty; nothing else before the positions' end is.
            while (structure.isEmpty() || !line.isBlank()) {
                structure.add(line.text());
                if (structure.size() > MOST_LINES) {
                    throw line.error("no empty line ends the structure");
                }
                line = in.next("the structure, and an empty line behind it");
            }
            Crystal crystal = PoscarReader.read(new TextFile(name, structure));
            int[] shape = shape(in.next("the numbers of points").words());
            double[] density = values(in, shape, crystal, "the density");
            Optional<double[]> spin = Optional.empty();
            if (nextGrid(in, shape)) {
                spin = Optional.of(values(in, shape, crystal, "the magnetisation"));
                if (nextGrid(in, shape)) {
                    throw in.error(
                            "there are more than two grids: the magnetisation is not collinear,"
                                    + " which no functional here can use");
                }
            }
            return new DensityGrid(
                    "CHGCAR", crystal.lattice(), shape, density, spin, crystal.sites());
        }
    }

    private static int[] shape(Words words) {
        int[] shape = new int[3];
        for (int i = 0; i < 3; i++) {
            shape[i] = words.integer("a number of points");
        }
        words.end();
        DensityGrid.points(shape);
        return shape;
    }

    /** Passes over what belongs to the PAW spheres, up to the numbers of points of a grid. */
    private static boolean nextGrid(NumberStream in, int[] shape) {
        while (in.hasNext()) {
            List<Word> words = in.next("").words().all();
            boolean grid = words.size() == 3;
            for (int i = 0; grid && i < 3; i++) {
                grid = words.get(i).text().equals(Integer.toString(shape[i]));
            }
            if (grid) {
                return true;
            }
        }
        return false;
    }

    private static double[] values(NumberStream in, int[] shape, Crystal crystal, String what) {
        double[] file = new double[DensityGrid.points(shape)];
        in.numbers(file, what);
        return Order.firstFastest(file, shape, 1 / crystal.volume());
    }
}
