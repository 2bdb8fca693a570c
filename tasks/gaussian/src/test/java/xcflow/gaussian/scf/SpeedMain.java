package xcflow.gaussian.scf;

import java.nio.file.Path;
import java.util.Locale;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.gaussian.molecule.Molecule;
import xcflow.gaussian.molecule.Molecules;
import xcflow.numerics.Workers;

/**
 * Times calculations within one process. Arguments: XYZ file, basis, grid level, functional,
 * threads, {@code exact} or {@code fitted}, repetitions. Prints the least wall time of the
 * repetitions with all preparations included, the iterations and the energy.
 */
final class SpeedMain {
    private SpeedMain() {}

    public static void main(String[] arguments) throws java.io.IOException {
        Molecule molecule = Molecules.file(Path.of(arguments[0]));
        ScfOptions options =
                ScfOptions.defaults()
                        .withGrid(Integer.parseInt(arguments[2]))
                        .withDensityFitting(arguments[5].equals("fitted"));
        Functional functional = Functionals.resolve(arguments[3]);
        double least = Double.POSITIVE_INFINITY;
        double first = Double.NaN;
        ScfResult result = null;
        for (int repeat = 0; repeat < Integer.parseInt(arguments[6]); repeat++) {
            long begin = System.nanoTime();
            try (Workers workers = new Workers(Integer.parseInt(arguments[4]));
                    KohnSham system = KohnSham.of(molecule, arguments[1], options, workers)) {
                result = system.solve(functional);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            first = repeat == 0 ? seconds : first;
            least = Math.min(least, seconds);
        }
        System.out.printf(
                Locale.ROOT,
                "%.3f %.3f %d %.10f%n",
                first,
                least,
                result.iterations(),
                result.energy());
    }
}
