package xcflow.commands;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;

/** The options that describe how the spins of a crystal are treated. */
final class SpinOptions {
    @Option(
            names = "--moment",
            paramLabel = "N|free",
            description =
                    "Treat spin, with N more up than down electrons; free lets smearing decide.")
    private String moment;

    @Option(
            names = "--site-moments",
            paramLabel = "EL=M[,M...]",
            description =
                    "Treat spin, and start from these moments of an element's atoms: one for all,"
                            + " or one for each in their order, such as Ni=2,-2; repeatable.")
    private Map<String, String> siteMoments = new LinkedHashMap<>();

    /**
     * Adds the settings of the plane-wave engine.
     *
     * @throws IllegalArgumentException if an option cannot be understood
     */
    void into(Map<String, Object> settings) {
        into(settings, moment, siteMoments);
    }

    /** The same of the values of such options. */
    static void into(Map<String, Object> settings, String moment, Map<String, String> siteMoments) {
        if (moment != null) {
            boolean free = moment.equals("free");
            settings.put("free-moment", free);
            settings.put("moment", free ? null : number("--moment", moment));
        }
        if (!siteMoments.isEmpty()) {
            Map<String, List<Double>> numbers = new LinkedHashMap<>();
            siteMoments.forEach((element, text) -> numbers.put(element, numbers(text)));
            settings.put("site-moments", numbers);
        }
    }

    /**
     * Refuses moments of elements that the crystal does not contain.
     *
     * @throws IllegalArgumentException if there are some
     */
    void requireElements(Crystal crystal) {
        requireElements(siteMoments, crystal);
    }

    /** The same of the values of such an option. */
    static void requireElements(Map<String, String> siteMoments, Crystal crystal) {
        List<String> there =
                crystal.sites().stream().map(SpinOptions::symbol).distinct().sorted().toList();
        for (String element : siteMoments.keySet()) {
            if (!there.contains(element)) {
                throw new IllegalArgumentException(
                        "--site-moments "
                                + element
                                + "="
                                + siteMoments.get(element)
                                + ": there is no "
                                + element
                                + " among the atoms, which are of "
                                + String.join(", ", there));
            }
        }
    }

    private static String symbol(Site site) {
        return site.element().symbol();
    }

    private static List<Double> numbers(String text) {
        return Arrays.stream(text.split(",", -1)).map(n -> number("--site-moments", n)).toList();
    }

    private static double number(String option, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": '" + text + "' is not a number", e);
        }
    }
}
