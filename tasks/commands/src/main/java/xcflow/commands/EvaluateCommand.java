package xcflow.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.functional.Results;
import xcflow.functional.Variable;

/** Evaluates a functional at points. */
@Command(
        name = "evaluate",
        description =
                "Evaluate the energy density and derivatives of a functional at given points.",
        footer = {
            "",
            "Everything is in Hartree atomic units and libxc's conventions: energy is per volume,",
            "per_particle is energy / rho, v_rho and v_sigma are derivatives of energy.",
            "Example: xcflow functional evaluate PBE --rs 1,2 --zeta 0,1 --s 0,0.5,1"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME-or-FILE",
            description = "Such as PBE, pbe_x+lyp, libxc:GGA_X_OL2, clone.xcf.")
    private String functional;

    @Option(
            names = "--rs",
            split = ",",
            paramLabel = "LIST",
            description = "Density parameters r_s in bohr.")
    private double[] rs;

    @Option(
            names = "--zeta",
            split = ",",
            paramLabel = "LIST",
            defaultValue = "0",
            description = "Polarisations, -1 to 1 (default: 0).")
    private double[] zeta;

    @Option(
            names = "--s",
            split = ",",
            paramLabel = "LIST",
            defaultValue = "0",
            description = "Reduced gradients (default: 0).")
    private double[] s;

    @Option(
            names = "--rho",
            split = ",",
            paramLabel = "LIST",
            description = "Unpolarised densities in bohr^-3.")
    private double[] rho;

    @Option(
            names = "--sigma",
            split = ",",
            paramLabel = "LIST",
            defaultValue = "0",
            description = "|grad rho|^2 in bohr^-8 (default: 0).")
    private double[] sigma;

    @Option(
            names = "--tau",
            split = ",",
            paramLabel = "LIST",
            description = "Kinetic energy densities in Ha bohr^-3, with --rho, for meta-GGAs.")
    private double[] tau;

    @Option(
            names = "--points",
            paramLabel = "CSV",
            description =
                    "File with headings rs,zeta,s or rho,sigma or"
                            + " rho_a,rho_b,sigma_aa,sigma_ab,sigma_bb; the last two also"
                            + " followed by tau or by tau_a,tau_b.")
    private Path file;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        var resolved = FunctionalArgument.resolve(functional, spec);
        var list = list();
        var missing = EnumSet.copyOf(Variable.KINETIC);
        missing.retainAll(resolved.needs());
        missing.removeAll(list.points().variables());
        if (!missing.isEmpty()) {
            throw refused(
                    resolved.name()
                            + " needs "
                            + missing.iterator().next().components(false).get(0)
                            + " as well: give it by --tau or in the file of points.");
        }
        var results = Results.like(list.points());
        resolved.evaluate(list.points(), results);
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < list.rows().length; i++) {
            rows.add(row(list, results, i));
        }
        var out = spec.commandLine().getOut();
        if (json) {
            Screen.json(out, rows);
        } else if (!rows.isEmpty()) {
            Screen.table(
                    out,
                    List.copyOf(rows.get(0).keySet()),
                    rows.stream().map(EvaluateCommand::formatted).toList());
        }
        return 0;
    }

    private PointList list() {
        int ways = (rs == null ? 0 : 1) + (rho == null ? 0 : 1) + (file == null ? 0 : 1);
        if (tau != null && rho == null) {
            throw refused("--tau goes with --rho.");
        }
        if (ways != 1) {
            throw refused("Give the points by exactly one of --rs, --rho and --points.");
        }
        try {
            if (rs != null) {
                return PointList.combinations(rs, zeta, s);
            }
            return rho != null ? PointList.densities(rho, sigma, tau) : PointList.read(file);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        } catch (IOException e) {
            throw refused("Cannot read " + file + ": " + e.getMessage());
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static Map<String, Object> row(PointList list, Results results, int i) {
        var row = new LinkedHashMap<String, Object>();
        list.putInto(row, i);
        var points = list.points();
        double density = points.density(i);
        row.put("energy", results.energy[i]);
        row.put("per_particle", density > 0 ? results.energy[i] / density : 0.0);
        for (Variable variable : results.variables()) {
            double[][] slopes = results.of(variable);
            var names = variable.components(points.isPolarised());
            for (int c = 0; c < slopes.length; c++) {
                row.put("v_" + names.get(c), slopes[c][i]);
            }
        }
        return row;
    }

    private static List<String> formatted(Map<String, Object> row) {
        return row.values().stream()
                .map(value -> String.format(Locale.ROOT, "%.10g", (Double) value))
                .toList();
    }
}
