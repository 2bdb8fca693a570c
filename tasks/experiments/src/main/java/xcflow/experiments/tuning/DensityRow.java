package xcflow.experiments.tuning;

import java.util.ArrayList;
import java.util.List;
import xcflow.spi.Describe;

/** How far densities of one molecule are from that of a better functional. */
public record DensityRow(
        @Describe("The molecule.") String molecule,
        @Describe(value = "∫|ρ − ρ_better| per electron with the reference.", absolute = 1e-6)
                double reference,
        @Describe(value = "The same with the parent.", absolute = 1e-6) double parent,
        @Describe(value = "The same with the result.", absolute = 1e-6) double result) {

    /** All watched molecules. */
    static List<DensityRow> of(DensityWatch watch, List<Double> parent, List<Double> result) {
        List<DensityRow> rows = new ArrayList<>();
        for (String name : watch.molecules().keySet()) {
            int i = rows.size();
            rows.add(
                    new DensityRow(
                            name, watch.reference().get(name), parent.get(i), result.get(i)));
        }
        return rows;
    }
}
