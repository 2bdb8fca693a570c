package xcflow.campaign.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import xcflow.campaign.SmearingInput;

/** The options that describe how a crystal is calculated. */
final class CrystalOptions {
    private static final double USUAL_WIDTH = 0.01;

    @Option(
            names = "--cutoff",
            paramLabel = "HA",
            description = "Plane-wave cutoff (default: the recommended one).")
    private Double cutoff;

    @Option(
            names = "--kpoints",
            paramLabel = "N1xN2xN3",
            description = "Divisions of the k-point mesh (default: the recommended ones).")
    private String kpoints;

    @Option(
            names = "--shift",
            paramLabel = "S1,S2,S3",
            defaultValue = "0,0,0",
            description =
                    "Shift of the mesh in units of its step, such as 0.5,0.5,0.5"
                            + " (default: ${DEFAULT-VALUE}).")
    private String shift;

    @Option(
            names = "--smearing",
            paramLabel = "KIND:WIDTH",
            description =
                    "none, gaussian, fermi-dirac or cold, and its width in hartree"
                            + " (default: the recommended one, none for insulators).")
    private String smearing;

    @Option(
            names = "--pseudopotential",
            paramLabel = "El=NAME",
            arity = "1..*",
            description = "GTH pseudopotentials, such as Mg=Mg-q10 (default: recommended ones).")
    private Map<String, String> pseudopotentials = new LinkedHashMap<>();

    Optional<Double> cutoff() {
        return Optional.ofNullable(cutoff);
    }

    /**
     * @throws IllegalArgumentException if the option cannot be understood; as all methods below
     */
    Optional<List<Integer>> kpoints() {
        if (kpoints == null) {
            return Optional.empty();
        }
        try {
            List<Integer> divisions =
                    Arrays.stream(kpoints.split("[x,]", -1))
                            .map(String::strip)
                            .map(Integer::valueOf)
                            .toList();
            if (divisions.size() == 3) {
                return Optional.of(divisions);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrongMesh(), e);
        }
        throw new IllegalArgumentException(wrongMesh());
    }

    private String wrongMesh() {
        return "--kpoints needs three numbers such as 4x4x4, not '" + kpoints + "'";
    }

    List<Double> shift() {
        try {
            List<Double> numbers =
                    Arrays.stream(shift.split(",", -1))
                            .map(String::strip)
                            .map(Double::valueOf)
                            .toList();
            if (numbers.size() == 3) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrongShift(), e);
        }
        throw new IllegalArgumentException(wrongShift());
    }

    private String wrongShift() {
        return "--shift needs three numbers such as 0.5,0.5,0.5, not '" + shift + "'";
    }

    Optional<SmearingInput> smearing() {
        if (smearing == null) {
            return Optional.empty();
        }
        String[] parts = smearing.split(":", 2);
        try {
            double usual = parts[0].equals("none") ? 0 : USUAL_WIDTH;
            double width = parts.length == 2 ? Double.parseDouble(parts[1]) : usual;
            return Optional.of(new SmearingInput(parts[0], width));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--smearing needs a kind and a width such as cold:0.01, not '" + smearing + "'",
                    e);
        }
    }

    Map<String, String> pseudopotentials() {
        return pseudopotentials;
    }
}
