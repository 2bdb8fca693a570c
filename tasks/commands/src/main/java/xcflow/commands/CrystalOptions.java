package xcflow.commands;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import xcflow.structure.crystal.Crystal;

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
                    "none, gaussian, fermi-dirac, methfessel-paxton or cold, and its width in hartree"
                            + " (default: the recommended one, none for insulators).")
    private String smearing;

    @Option(
            names = "--pseudopotential",
            paramLabel = "El=NAME|FILE",
            arity = "1..*",
            description =
                    "GTH pseudopotentials, such as Mg=Mg-q10, or files in CP2K's format (default:"
                            + " recommended ones).")
    private Map<String, String> pseudopotentials = new LinkedHashMap<>();

    @Option(
            names = "--pseudopotential-set",
            paramLabel = "NAME",
            description =
                    "gth-pbe, gth-lda or gth-blyp: bundled pseudopotentials by the functional that"
                            + " they were made for (default: gth-pbe).")
    private String pseudopotentialSet;

    private final OptionFiles files = new OptionFiles();

    @Option(
            names = "--no-symmetry",
            description = "Reduce the mesh by time reversal only, not by the crystal's symmetry.")
    private boolean noSymmetry;

    @Option(
            names = "--symmetry-tolerance",
            paramLabel = "ANGSTROM",
            description =
                    "Greatest displacement by which the crystal may be made symmetric, up to 0.01"
                            + " (default: 2e-5).")
    private Double symmetryTolerance;

    /** The setting {@code symmetry} that the values of two such options mean. */
    static Object symmetry(boolean none, Double tolerance) {
        if (none && tolerance != null) {
            throw new IllegalArgumentException(
                    "--no-symmetry leaves nothing for --symmetry-tolerance to do: give one of"
                            + " them");
        }
        return tolerance == null ? (Object) !none : tolerance;
    }

    /**
     * Settings of the plane-wave engine, those that are not given left null.
     *
     * @throws IllegalArgumentException if an option cannot be understood; as all methods below
     */
    Map<String, Object> settings() throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("cutoff", cutoff);
        settings.put("kpoints", kpoints == null ? null : divisions(kpoints));
        settings.put("shift", shift(shift));
        settings.put("smearing", smearing == null ? null : smearing(smearing));
        settings.put("pseudopotential-set", pseudopotentialSet);
        settings.put("pseudopotentials", files.pseudopotentials(pseudopotentials));
        settings.put("symmetry", symmetry(noSymmetry, symmetryTolerance));
        return settings;
    }

    /** The value of an option {@code --kpoints}. */
    static List<Integer> divisions(String text) {
        return three(text, "[x,]", Integer::valueOf, "--kpoints needs three numbers such as 4x4x4");
    }

    /** The value of an option {@code --shift}. */
    static List<Double> shift(String text) {
        return three(text, ",", Double::valueOf, "--shift needs three numbers such as 0.5,0.5,0.5");
    }

    private static <N> List<N> three(
            String text, String separator, Function<String, N> number, String rule) {
        String message = rule + ", not '" + text + "'";
        try {
            List<N> numbers =
                    Arrays.stream(text.split(separator, -1))
                            .map(String::strip)
                            .map(number)
                            .toList();
            if (numbers.size() == 3) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(message, e);
        }
        throw new IllegalArgumentException(message);
    }

    /** The value of an option {@code --smearing}. */
    static Map<String, Object> smearing(String text) {
        String[] parts = text.split(":", 2);
        try {
            double usual = parts[0].equals("none") ? 0 : USUAL_WIDTH;
            double width = parts.length == 2 ? Double.parseDouble(parts[1]) : usual;
            if (parts[0].equals("none") && width != 0) {
                throw new IllegalArgumentException("without smearing there is no width: " + text);
            }
            return Map.of("kind", parts[0], "width", width);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--smearing needs a kind and a width such as cold:0.01, not '" + text + "'", e);
        }
    }

    /**
     * Refuses pseudopotentials of elements that the crystal does not contain: they would be
     * ignored.
     *
     * @param pseudopotentials by the element's symbol
     */
    static void requireElements(Map<String, String> pseudopotentials, Crystal crystal) {
        Set<String> there =
                crystal.sites().stream()
                        .map(site -> site.element().symbol())
                        .collect(Collectors.toCollection(TreeSet::new));
        pseudopotentials.forEach(
                (element, name) -> {
                    if (!there.contains(element)) {
                        throw new IllegalArgumentException(
                                "--pseudopotential "
                                        + element
                                        + "="
                                        + name
                                        + ": there is no "
                                        + element
                                        + " among the atoms, which are of "
                                        + String.join(", ", there));
                    }
                });
    }

    Map<String, String> pseudopotentials() {
        return pseudopotentials;
    }

    /** The files that the settings name. */
    OptionFiles files() {
        return files;
    }
}
