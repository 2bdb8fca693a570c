package xcflow.planewave;

import java.util.Locale;
import java.util.Map;
import xcflow.planewave.basis.Density;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;

/** Prints the comparison with ABINIT as a table; arguments choose entries by their prefix. */
final class AbinitTable {
    private AbinitTable() {}

    public static void main(String[] prefixes) {
        boolean verbose = Boolean.getBoolean("verbose");
        System.out.println(
                "| entry | k | E (Ha) | ΔE per atom (µHa) | largest part (µHa) | iterations | H ψ | s |");
        System.out.println("| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |");
        for (AbinitCases.Case c : AbinitCases.all()) {
            boolean wanted = prefixes.length == 0;
            for (String prefix : prefixes) {
                wanted |= c.id().startsWith(prefix);
            }
            if (wanted) {
                System.out.println(row(c, verbose));
            }
        }
    }

    static String row(AbinitCases.Case c, boolean verbose) {
        long start = System.nanoTime();
        ScfResult result =
                PlaneWaves.solve(
                        c.model(),
                        c.settings().withThreads(Integer.getInteger("threads", 1)),
                        null,
                        verbose ? new Printing() : ScfListener.SILENT);
        double seconds = (System.nanoTime() - start) * 1e-9;
        String worst = "";
        double largest = -1;
        Map<String, Double> parts = result.energies().byName();
        for (Map.Entry<String, Double> part : c.expected().entrySet()) {
            double difference = (parts.get(part.getKey()) - part.getValue()) / c.atoms() * 1e6;
            if (Math.abs(difference) > largest) {
                largest = Math.abs(difference);
                worst = String.format(Locale.ROOT, "%s %+.3f", part.getKey(), difference);
            }
            if (verbose) {
                System.out.printf(
                        Locale.ROOT,
                        "%-15s %18.12f %+.3e%n",
                        part.getKey(),
                        parts.get(part.getKey()),
                        parts.get(part.getKey()) - part.getValue());
            }
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.9f | %+.3f | %s | %d%s | %d | %.2f |",
                c.id(),
                result.bands().size(),
                result.energy(),
                (result.energy() - c.energy()) / c.atoms() * 1e6,
                worst,
                result.iterations(),
                result.converged() ? "" : " (not converged)",
                result.applications(),
                seconds);
    }

    private static final class Printing implements ScfListener {
        @Override
        public void iteration(int number, double energy, double residual, Density next) {
            System.out.printf(Locale.ROOT, "%3d %18.12f %.3e%n", number, energy, residual);
        }

        @Override
        public void warning(String message) {
            System.out.println("warning: " + message);
        }
    }
}
