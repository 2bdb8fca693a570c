package xcflow.runner.view;

import java.util.Map;

/** What metrics are called where people read them; records and programs keep their names. */
public final class MetricLabels {
    private static final Map<String, String> LABELS =
            Map.ofEntries(
                    Map.entry("total-energy-mae", "total energies: mean absolute error"),
                    Map.entry(
                            "atomization-energy-mae", "atomization energies: mean absolute error"),
                    Map.entry("density-error-mean", "densities: mean of ∫|Δρ|"),
                    Map.entry("scf-failures", "calculations that did not converge"),
                    Map.entry(
                            "cloning-training-energy-mae", "training: mean absolute error of E_xc"),
                    Map.entry(
                            "cloning-held-out-energy-mae",
                            "held-out systems: mean absolute error of E_xc"),
                    Map.entry(
                            "cloning-held-out-potential-error",
                            "held-out systems: density-weighted error of v_ρ"),
                    Map.entry("constraints-held", "exact constraints obeyed"),
                    Map.entry("constraints-lost", "exact constraints lost"),
                    Map.entry("train-mae", "training reactions: mean absolute error"),
                    Map.entry("held-out-mae", "held-out reactions: mean absolute error"),
                    Map.entry("test-mae", "test reactions: mean absolute error"));

    private MetricLabels() {}

    /** The label of a metric; one that a task of somebody else reported is called by its name. */
    public static String of(String metric) {
        return LABELS.getOrDefault(metric, metric);
    }
}
