package xcflow.gaussian.scf;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/**
 * Times calculations within one process. Arguments: XYZ file, basis, grid level, functional,
 * threads, {@code exact}, {@code fitted} or, with exchange, {@code both}, repetitions. Prints the
 * wall time of the first repetition and the least one, all preparations included, the iterations,
 * the energy, and the CPU time of the process in the first repetition and its least (compilation
 * included).
 */
final class SpeedMain {
    private SpeedMain() {}

    public static void main(String[] arguments) throws java.io.IOException {
        Molecule molecule = Molecules.file(Path.of(arguments[0]));
        ScfOptions options =
                ScfOptions.defaults()
                        .withGrid(Integer.parseInt(arguments[2]))
                        .withDensityFitting(!arguments[5].equals("exact"))
                        .withExchangeFitting(arguments[5].equals("both"));
        Functional functional = Functionals.resolve(arguments[3]);
        double least = Double.POSITIVE_INFINITY;
        double first = Double.NaN;
        double leastCpu = Double.POSITIVE_INFINITY;
        double firstCpu = Double.NaN;
        ScfResult result = null;
        for (int repeat = 0; repeat < Integer.parseInt(arguments[6]); repeat++) {
            long begin = System.nanoTime();
            double cpu = cpuSeconds();
            try (Workers workers = new Workers(Integer.parseInt(arguments[4]));
                    KohnSham system = KohnSham.of(molecule, arguments[1], options, workers)) {
                result = system.solve(functional);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            first = repeat == 0 ? seconds : first;
            least = Math.min(least, seconds);
            double cpuUsed = cpuSeconds() - cpu;
            firstCpu = repeat == 0 ? cpuUsed : firstCpu;
            leastCpu = Math.min(leastCpu, cpuUsed);
        }
        System.out.printf(
                Locale.ROOT,
                "%.3f %.3f %d %.10f %.3f %.3f%n",
                first,
                least,
                result.iterations(),
                result.energy(),
                firstCpu,
                leastCpu);
    }

    private static double cpuSeconds() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime() / 1e9;
    }
}
