package xcflow.functional.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;

/** Model densities by name: the neutral atoms from H to Ar, and superpositions for molecules. */
public final class ModelSystems {
    /** Systems to train on. */
    public static final List<String> TRAINING =
            List.of(
                    "H", "He", "Li", "Be", "C", "N", "O", "Ne", "Na", "Al", "Si", "S", "Ar",
                    "1s(0.5)", "1s(30)", "H2", "LiH", "H2O", "CH4", "N2");

    /** Systems that decide when training stops. */
    public static final List<String> HELD_OUT = List.of("F", "Mg", "NH3", "C2");

    /** Systems on which clones are judged, used for nothing else. */
    public static final List<String> TEST =
            List.of("B", "P", "Cl", "1s(4)", "CO", "HF", "NaCl", "F2");

    private static final Map<String, String> GEOMETRIES =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("H2", "H 0 0 0; H 0 0 0.74"),
                            Map.entry("LiH", "Li 0 0 0; H 0 0 1.60"),
                            Map.entry("H2O", "O 0 0 0; H 0 0.757 0.587; H 0 -0.757 0.587"),
                            Map.entry(
                                    "CH4",
                                    "C 0 0 0; H 0.629 0.629 0.629; H -0.629 -0.629 0.629;"
                                            + " H -0.629 0.629 -0.629; H 0.629 -0.629 -0.629"),
                            Map.entry("N2", "N 0 0 0; N 0 0 1.10"),
                            Map.entry(
                                    "NH3",
                                    "N 0 0 0; H 0 0.938 0.382; H 0.812 -0.469 0.382;"
                                            + " H -0.812 -0.469 0.382"),
                            Map.entry("C2", "C 0 0 0; C 0 0 1.24"),
                            Map.entry("CO", "C 0 0 0; O 0 0 1.13"),
                            Map.entry("HF", "H 0 0 0; F 0 0 0.92"),
                            Map.entry("NaCl", "Na 0 0 0; Cl 0 0 2.36"),
                            Map.entry("F2", "F 0 0 0; F 0 0 1.41")));

    private ModelSystems() {}

    /**
     * All names with a fixed meaning; besides, {@code 1s(Z)} is a hydrogen-like ion with charge Z.
     */
    public static List<String> names() {
        return Stream.of(TRAINING, HELD_OUT, TEST).flatMap(List::stream).toList();
    }

    /** The densities of several systems, in their order. */
    public static DataSet sample(List<String> names) {
        return DataSet.concatenate(names.stream().map(name -> named(name).sample()).toList());
    }

    /** The density of a name. */
    public static ModelDensity named(String name) {
        if (name.matches("1s\\([0-9.]+\\)")) {
            double charge = Double.parseDouble(name.substring(3, name.length() - 1));
            return new ModelDensity(
                    name, List.of(ModelAtom.hydrogenic(charge, 1, 1)), new double[1][3]);
        }
        var geometry = GEOMETRIES.get(name);
        if (geometry != null) {
            return molecule(name, geometry);
        }
        return ModelDensity.atom(ModelAtom.of(element(name)));
    }

    /** Superposition of unpolarised atoms, which are given with positions in ångström. */
    private static ModelDensity molecule(String name, String geometry) {
        var lines = geometry.split(";");
        var atoms = Stream.of(lines).map(line -> line.strip().split("\\s+")).toList();
        return new ModelDensity(
                name,
                atoms.stream().map(a -> ModelAtom.of(element(a[0])).closed()).toList(),
                atoms.stream()
                        .map(
                                a ->
                                        Stream.of(a)
                                                .skip(1)
                                                .mapToDouble(Double::parseDouble)
                                                .map(x -> x / Constants.BOHR_IN_ANGSTROM)
                                                .toArray())
                        .toArray(double[][]::new));
    }

    private static Element element(String symbol) {
        return Element.ofSymbol(symbol)
                .filter(e -> e.number() <= 18)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "there is no model density called \"%s\"; there are"
                                                        + " atoms from H to Ar, 1s(Z), and %s",
                                                symbol,
                                                String.join(", ", GEOMETRIES.keySet()))));
    }
}
