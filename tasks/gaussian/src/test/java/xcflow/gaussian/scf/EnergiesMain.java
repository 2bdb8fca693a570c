package xcflow.gaussian.scf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecules;

/**
 * Energies of many molecules in one process, for comparisons with other programs. Reads lines of
 * tab-separated molecule (name, XYZ file or atoms inline), charge, unpaired electrons, basis set
 * and, if they are not PBE and 3, functional and level of the grid; answers each with energy,
 * iterations, attempt, ⟨S²⟩ and the codes of the warnings, or with what failed.
 */
final class EnergiesMain {
    private EnergiesMain() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Workers workers = new Workers(1)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(answer(line.split("\t"), workers));
                System.out.flush();
            }
        }
    }

    private static String answer(String[] fields, Workers workers) {
        Functional functional = Functionals.named(fields.length > 4 ? fields[4] : "PBE");
        ScfOptions options = ScfOptions.defaults();
        if (fields.length > 5) {
            options = options.withGrid(Integer.parseInt(fields[5]));
        }
        try (KohnSham system =
                KohnSham.of(
                        Molecules.parse(fields[0])
                                .with(Integer.parseInt(fields[1]), Integer.parseInt(fields[2])),
                        fields[3],
                        options,
                        workers)) {
            ScfResult result = system.solve(functional);
            return String.format(
                    Locale.ROOT,
                    "%.10f\t%d\t%d\t%.4f\t%s",
                    result.energy(),
                    result.iterations(),
                    result.attempt(),
                    result.spinSquared(),
                    String.join(" ", result.warnings().stream().map(Warning::code).toList()));
        } catch (ScfException | IllegalArgumentException e) {
            return "failed\t" + e.getMessage();
        }
    }
}
