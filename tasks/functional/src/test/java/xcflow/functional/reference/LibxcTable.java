package xcflow.functional.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;

/** Values that libxc gives at fixed points, from the resource {@code libxc.json}. */
final class LibxcTable {
    static final List<String> QUANTITIES =
            List.of("zk", "vrho_a", "vrho_b", "vsigma_aa", "vsigma_ab", "vsigma_bb");

    private static final LibxcTable TABLE = new LibxcTable();

    private final JsonNode root;
    final double[] rhoA;
    final double[] rhoB;
    final double[] sigmaAA;
    final double[] sigmaAB;
    final double[] sigmaBB;

    private LibxcTable() {
        try (var in = LibxcTable.class.getResourceAsStream("libxc.json")) {
            root = JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rhoA = numbers(root.get("rho_a"));
        rhoB = numbers(root.get("rho_b"));
        sigmaAA = numbers(root.get("sigma_aa"));
        sigmaAB = numbers(root.get("sigma_ab"));
        sigmaBB = numbers(root.get("sigma_bb"));
    }

    static LibxcTable get() {
        return TABLE;
    }

    int size() {
        return rhoA.length;
    }

    /** Expected values; NaN where libxc has none. */
    double[] values(String functional, String quantity) {
        return numbers(root.get("functionals").get(functional).get(quantity));
    }

    /**
     * Our values of a quantity. An empty spin channel is filled up to the density threshold that
     * libxc puts in its place before it evaluates anything.
     */
    Results evaluate(Functional functional, double threshold) {
        double[] down = new double[size()];
        for (int i = 0; i < down.length; i++) {
            down[i] = Math.max(rhoB[i], threshold);
        }
        var results = new Results(size(), true);
        functional.evaluate(Points.polarised(rhoA, down, sigmaAA, sigmaAB, sigmaBB), results);
        for (int i = 0; i < down.length; i++) {
            results.energy[i] /= rhoA[i] + down[i];
        }
        return results;
    }

    static double[] column(Results results, String quantity) {
        return switch (quantity) {
            case "zk" -> results.energy;
            case "vrho_a" -> results.vRhoA;
            case "vrho_b" -> results.vRhoB;
            case "vsigma_aa" -> results.vSigmaAA;
            case "vsigma_ab" -> results.vSigmaAB;
            case "vsigma_bb" -> results.vSigmaBB;
            default -> throw new IllegalArgumentException(quantity);
        };
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            var value = array.get(i);
            numbers[i] = value.isNull() ? Double.NaN : value.doubleValue();
        }
        return numbers;
    }
}
