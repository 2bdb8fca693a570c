package xcflow.foreign.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.engine.Watch;
import xcflow.functional.Functionals;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecules;

/**
 * What the protocol costs beside the program: an adapter that computes nothing answers with ten
 * iterations, and with densities of 33 704 points. Not a test; prints milliseconds.
 */
public final class AdapterOverhead {
    private static final int REQUESTS = 300;
    private static final int DENSITIES = 40;

    private static final String ADAPTER =
            """
            import numpy as np
            import xcflow_adapter as xa

            class Nothing(xa.Adapter):
                def hello(self):
                    return xa.Hello("Nothing", "1")

                def solve(self, request):
                    for n in range(1, 11):
                        request.iteration(n, -1.0, "gradient 1e-3")
                    column = np.full(33704, 1.0 / 33704)
                    arrays = {name: column for name in ("weight", "rho_a", "rho_b", "sigma_aa", "sigma_ab", "sigma_bb")}
                    arrays["weight"] = np.ones(33704)
                    return xa.Solution(energy=-1.0, iterations=10, energies={"all": -1.0},
                                       density=lambda: xa.Density(arrays))

            xa.run(Nothing())
            """;

    private AdapterOverhead() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("overhead");
        Engine engine = FakeAdapter.python(directory, ADAPTER, "");
        Structure structure = new Structure.OfMolecule("H2", Molecules.parse("H2"));
        long start = System.nanoTime();
        engine.fingerprint();
        print("hello, process and Python started", System.nanoTime() - start);
        long[] solves = new long[REQUESTS];
        long[] samples = new long[DENSITIES];
        for (int i = 0; i < REQUESTS; i++) {
            long before = System.nanoTime();
            try (Prepared prepared =
                    engine.prepare(
                            structure,
                            PlainSettings.of(engine, Map.of()),
                            new Resources(1, InputFiles.NONE))) {
                Solution solution =
                        prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
                solves[i] = System.nanoTime() - before;
                if (i < DENSITIES) {
                    before = System.nanoTime();
                    solution.sample();
                    samples[i] = System.nanoTime() - before;
                }
            }
        }
        for (int part = 0; part < REQUESTS; part += REQUESTS / 3) {
            long[] some = Arrays.copyOfRange(solves, part, part + REQUESTS / 3);
            Arrays.sort(some);
            print("median of the requests from " + part + " on", some[some.length / 2]);
        }
        Arrays.sort(solves);
        Arrays.sort(samples);
        print("request with ten iterations, least", solves[0]);
        print("request with ten iterations, 1 of 10 below", solves[REQUESTS / 10]);
        print("request with ten iterations, median", solves[REQUESTS / 2]);
        print("request with ten iterations, 9 of 10 below", solves[REQUESTS * 9 / 10]);
        print("density of 33704 points, least", samples[0]);
        print("density of 33704 points, median", samples[DENSITIES / 2]);
        System.exit(0);
    }

    private static void print(String what, long nanoseconds) {
        System.out.printf(Locale.ROOT, "%-45s %8.2f ms%n", what, nanoseconds / 1e6);
    }
}
