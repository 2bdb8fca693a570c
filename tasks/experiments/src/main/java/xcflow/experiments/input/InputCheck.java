package xcflow.experiments.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.engine.PlainSettings;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.dataset.ModelSystems;
import xcflow.spi.Artefact;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

/**
 * Finds names and files among a task's inputs that the task would refuse. Each is read by the very
 * code that the task reads it with; an input that is not known yet is passed over.
 */
public record InputCheck(KnownInputs inputs) {

    /** Reads a single value, and throws what the task would throw. */
    @FunctionalInterface
    public interface Reading<T> {
        void read(T value) throws TaskFailure, IOException;
    }

    /** A functional, or a list of them. */
    public InputCheck functional(String name) {
        return functional(name, functional -> {});
    }

    /** Functionals that must have more than a name. */
    public InputCheck functional(String name, Reading<Functional> suits) {
        return sources(name, source -> suits.read(FunctionalInput.load(source, inputs::file)));
    }

    /**
     * Functionals that the selected engine must be able to calculate with.
     *
     * @param engine name of the input that selects the engine
     */
    public InputCheck functional(String name, String engine) {
        return functional(
                name,
                functional -> {
                    for (Engine each : Engines.all()) {
                        if (each.name().equals(inputs.values().get(engine))) {
                            requireCovered(each, functional);
                        }
                    }
                });
    }

    private static void requireCovered(Engine engine, Functional functional) throws TaskFailure {
        var lack = engine.capabilities().lacks(functional);
        if (lack.isPresent()) {
            throw new TaskFailure(
                    functional.name()
                            + " needs "
                            + lack.get()
                            + ", which the engine "
                            + engine.name()
                            + " does not compute: choose another engine or functional");
        }
    }

    /** A molecule, or a list of them. */
    public InputCheck molecules(String name) {
        return sources(name, source -> NamedMolecule.load(source, inputs::file));
    }

    /** A crystal, or a list of them. */
    public InputCheck crystals(String name) {
        return sources(name, source -> CrystalInput.load(source, inputs::file));
    }

    /**
     * Settings of engines, as far as they are known: names and files among them.
     *
     * @param name of the input that selects the engine
     */
    public InputCheck engine(String name) {
        for (Engine engine : Engines.all()) {
            boolean selected = engine.name().equals(inputs.values().get(name));
            if (selected) {
                engine.unusable().ifPresent(why -> inputs.absent(why, name));
            }
            if (inputs.values().get(engine.name()) instanceof Map<?, ?> known) {
                Map<String, Object> given = new LinkedHashMap<>();
                known.forEach((key, value) -> given.put((String) key, value));
                try {
                    Record settings = PlainSettings.of(engine, given);
                    engine.check(settings, inputs::file);
                    if (selected) {
                        engine.missing(settings)
                                .ifPresent(why -> inputs.absent(why, engine.name()));
                    }
                } catch (TaskFailure | IOException | IllegalArgumentException e) {
                    inputs.problem(e.getMessage(), engine.name());
                }
            }
        }
        return this;
    }

    /** Names of model densities. */
    public InputCheck modelDensities(String name) {
        return texts(name, text -> ModelSystems.named(text));
    }

    /** A data set, or a list of them. */
    public InputCheck dataSets(String name) {
        return each(
                name,
                Artefact.class,
                artefact -> {
                    try (var in = Files.newInputStream(inputs.file(artefact))) {
                        DataSetFile.check(in);
                    }
                });
    }

    /** Data sets among records of a list. */
    public InputCheck dataSets(String name, String member) {
        return members(
                name,
                member,
                artefact -> {
                    try (var in = Files.newInputStream(inputs.file(artefact))) {
                        DataSetFile.check(in);
                    }
                });
    }

    private InputCheck members(String name, String member, Reading<Artefact> reading) {
        if (inputs.values().get(name) instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> map) {
                    read(map.get(member), Artefact.class, reading, name, i, member);
                }
            }
        }
        return this;
    }

    /** A file, or a list of them; what is wrong begins with its name. */
    public InputCheck files(String name, Reading<Path> reading) {
        return each(
                name,
                Artefact.class,
                artefact -> {
                    try {
                        reading.read(inputs.file(artefact));
                    } catch (IOException e) {
                        throw new IOException(artefact.name() + ": " + e.getMessage(), e);
                    }
                });
    }

    /** Reactions, as texts and maps; those with a part that is not known yet are passed over. */
    public InputCheck reactions(String name) {
        return each(
                name,
                Object.class,
                written -> {
                    if (!(written instanceof Map<?, ?> map) || !map.containsValue(null)) {
                        Reaction.of(written);
                    }
                });
    }

    /** Texts that a task parses. */
    public InputCheck texts(String name, Reading<String> reading) {
        return each(name, String.class, reading);
    }

    /**
     * Files of densities; only their beginnings would be read in time, so that they must be there.
     */
    public InputCheck densities(String name) {
        return members(name, "density", inputs::file).members(name, "spin-density", inputs::file);
    }

    /** Not every engine has crystals, and there must be something to calculate. */
    public InputCheck systems(String... others) {
        Map<String, Object> values = inputs.values();
        boolean crystals = !(values.get("crystals") instanceof List<?> c && c.isEmpty());
        if (crystals && values.containsKey("crystals") && !hasCrystals(values.get("engine"))) {
            inputs.problem(CrystalInput.otherEngines(), "crystals");
        }
        boolean other =
                Arrays.stream(others)
                        .anyMatch(o -> !(values.get(o) instanceof List<?> list && list.isEmpty()));
        if (!crystals && !other && values.get("molecules") instanceof List<?> m && m.isEmpty()) {
            inputs.problem("there is neither a molecule nor a crystal");
        }
        return this;
    }

    private static boolean hasCrystals(Object engine) {
        return Engines.all().stream()
                .filter(each -> each.name().equals(engine))
                .allMatch(each -> each.capabilities().crystals());
    }

    /** Paths into rows begin with a name that the rows have. */
    public InputCheck columns(String name, String rows) {
        var known = inputs.members(rows);
        if (!known.isEmpty() && inputs.values().get(name) instanceof Map<?, ?> paths) {
            paths.forEach(
                    (label, path) -> {
                        String first = String.valueOf(path).split("\\.")[0];
                        if (path != null && !known.contains(first)) {
                            inputs.problem(
                                    "the rows have no '"
                                            + first
                                            + "'; they have "
                                            + String.join(", ", known),
                                    name,
                                    label);
                        }
                    });
        }
        return this;
    }

    private InputCheck sources(String name, Reading<Source> reading) {
        return each(
                name,
                Object.class,
                value ->
                        reading.read(
                                value instanceof Artefact artefact
                                        ? artefact
                                        : new Source.Name((String) value)));
    }

    private <T> InputCheck each(String name, Class<T> type, Reading<T> reading) {
        Object value = inputs.values().get(name);
        if (value instanceof Collection<?> list) {
            int index = 0;
            for (Object element : list) {
                read(element, type, reading, name, index++);
            }
        } else {
            read(value, type, reading, name);
        }
        return this;
    }

    private <T> void read(Object value, Class<T> type, Reading<T> reading, Object... path) {
        if (value == null) {
            return;
        }
        try {
            reading.read(type.cast(value));
        } catch (TaskFailure | IOException | UncheckedIOException | IllegalArgumentException e) {
            inputs.problem(e.getMessage(), path);
        }
    }
}
