package xcflow.experiments.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.functional.Functionals;
import xcflow.functional.UnknownFunctionalException;

/**
 * Inputs of calculations in the form in which cache keys have always had them: when there were two
 * engines, whose settings were inputs of the task. Results that were kept then are found, and a
 * setting that did not exist then is part of the key only where it is not the default.
 */
public final class FormerInputs {
    /** Settings of the Gaussian engine that keys always had, with their defaults. */
    private static final Map<String, Object> GAUSSIAN =
            Map.of("basis", "def2-svp", "grid-level", 3L, "density-fitting", false);

    /** Settings that came later. */
    private static final Map<String, Object> LATER_GAUSSIAN =
            Map.of(
                    "unrestricted",
                    false,
                    "occupation",
                    "aligned",
                    "max-iterations",
                    100L,
                    "energy-tolerance",
                    1e-9,
                    "gradient-tolerance",
                    1e-6,
                    "stability",
                    "off");

    private static final Map<String, Object> LATER_BOX =
            Map.of("pseudopotentials", Map.of(), "free-moment", false, "symmetry", true);

    private static final List<String> CRYSTAL =
            List.of(
                    "cutoff",
                    "kpoints",
                    "shift",
                    "smearing",
                    "pseudopotentials",
                    "tolerance",
                    "symmetry");

    private static final Map<String, Object> CRYSTAL_DEFAULTS =
            Map.of(
                    "shift",
                    List.of(0.0, 0.0, 0.0),
                    "pseudopotentials",
                    Map.of(),
                    "tolerance",
                    1e-8,
                    "symmetry",
                    true);

    private final Map<String, Object> key;
    private final Map<String, Object> gaussian;
    private final Map<String, Object> planewave;

    private FormerInputs(Map<String, Object> inputs) {
        key = new LinkedHashMap<>(inputs);
        gaussian = map(key.remove("gaussian"));
        planewave = map(key.remove("planewave"));
        // Settings of engines that are not selected; looking for engines takes time.
        if (key.values().stream().anyMatch(Map.class::isInstance)) {
            Engines.all().forEach(engine -> key.remove(engine.name()));
        }
    }

    /** Of a task that names its engine. */
    public static Map<String, Object> named(Map<String, Object> inputs) {
        return isFormer(inputs, "gaussian", "planewave")
                ? new FormerInputs(inputs).molecular().box().crystals().rest()
                : withFingerprint(inputs);
    }

    /** Of a task for which there was only the Gaussian engine. */
    public static Map<String, Object> gaussian(Map<String, Object> inputs) {
        return isFormer(inputs, "gaussian")
                ? new FormerInputs(inputs).molecular().withoutEngine().rest()
                : withFingerprint(inputs);
    }

    /** Of a task that knew a basis set and nothing else of its engine. */
    public static Map<String, Object> basis(Map<String, Object> inputs) {
        if (!isFormer(inputs, "gaussian")) {
            return withFingerprint(inputs);
        }
        FormerInputs former = new FormerInputs(inputs).withoutEngine();
        former.key.put("basis", former.gaussian.get("basis"));
        return former.key;
    }

    /** Of a task for which there was only the plane-wave engine, with its settings as inputs. */
    public static Map<String, Object> planewave(Map<String, Object> inputs) {
        return isFormer(inputs, "planewave")
                ? new FormerInputs(inputs).withoutEngine().flatCrystals().rest()
                : withFingerprint(inputs);
    }

    private static boolean isFormer(Map<String, Object> inputs, String... engines) {
        return List.of(engines).contains(inputs.get("engine"));
    }

    /** An engine that came later: its settings as they are, and what else changes its numbers. */
    private static Map<String, Object> withFingerprint(Map<String, Object> inputs) {
        Map<String, Object> key = new LinkedHashMap<>(inputs);
        for (Engine engine : Engines.all()) {
            if (engine.name().equals(inputs.get("engine"))) {
                putFingerprint(engine, map(inputs.get(engine.name())), key);
            } else {
                key.remove(engine.name());
            }
        }
        return key;
    }

    private static void putFingerprint(
            Engine engine, Map<String, Object> settings, Map<String, Object> key) {
        Map<String, Object> fingerprint = engine.fingerprint(settings);
        if (!fingerprint.isEmpty()) {
            key.put("engine-fingerprint", fingerprint);
        }
    }

    private FormerInputs withoutEngine() {
        key.remove("engine");
        return this;
    }

    private FormerInputs molecular() {
        if (!gaussian.containsKey("grid-level") && leavesGridOpen()) {
            gaussian.put("grid-level", "by functional");
        }
        GAUSSIAN.forEach(
                (name, usual) -> {
                    Object value = gaussian.remove(name);
                    key.put(name, value == null ? usual : value);
                });
        dropUsual(gaussian, LATER_GAUSSIAN);
        return this;
    }

    /** Whether the grid may be another than the one that all functionals had once. */
    private boolean leavesGridOpen() {
        return Objects.equals(key.get("engine"), "gaussian")
                && Stream.of("functional", "reference")
                        .map(key::get)
                        .filter(Objects::nonNull)
                        .anyMatch(FormerInputs::mayWantFineGrid);
    }

    /** Of a file it is not known here. */
    private static boolean mayWantFineGrid(Object functional) {
        try {
            return !(functional instanceof String name) || Functionals.named(name).wantsFineGrid();
        } catch (UnknownFunctionalException e) {
            return true;
        }
    }

    private FormerInputs box() {
        if (planewave.remove("box") instanceof Map<?, ?> given) {
            Map<String, Object> box = map(given);
            dropUsual(box, LATER_BOX);
            key.put("box", box);
        }
        return this;
    }

    /** A map of its own, which was left out where nothing was said. */
    private FormerInputs crystals() {
        Map<String, Object> settings = new LinkedHashMap<>(CRYSTAL_DEFAULTS);
        for (String name : CRYSTAL) {
            Object value = planewave.remove(name);
            if (value != null) {
                settings.put(name, value);
            }
        }
        if (!settings.equals(CRYSTAL_DEFAULTS)) {
            key.put("crystal-settings", settings);
        }
        return this;
    }

    private FormerInputs flatCrystals() {
        List<String> names = new ArrayList<>(CRYSTAL);
        names.add("cutoff-smoothing");
        for (String name : names) {
            Object value = planewave.remove(name);
            if (value != null) {
                key.put(name, value);
            }
        }
        return this;
    }

    /** What keys did not have. */
    private Map<String, Object> rest() {
        dropUsual(planewave, Map.of("free-moment", false));
        if (!gaussian.isEmpty()) {
            key.put("gaussian", gaussian);
            for (Engine engine : Engines.all()) {
                if (engine.name().equals("gaussian")) {
                    putFingerprint(engine, gaussian, key);
                }
            }
        }
        if (!planewave.isEmpty()) {
            key.put("planewave", planewave);
        }
        return key;
    }

    private static void dropUsual(Map<String, Object> settings, Map<String, Object> usual) {
        settings.entrySet().removeIf(e -> e.getValue().equals(usual.get(e.getKey())));
    }

    private static Map<String, Object> map(Object given) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put((String) name, value));
        }
        return copy;
    }
}
