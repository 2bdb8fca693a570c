package xcflow.foreign.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import xcflow.engine.EngineProgram.KnownResult;
import xcflow.foreign.descriptor.EngineDescriptor.Install;
import xcflow.foreign.descriptor.EngineDescriptor.Limits;
import xcflow.foreign.descriptor.EngineDescriptor.Offers;
import xcflow.foreign.descriptor.EngineDescriptor.Program;

/** Reads descriptors; see {@code docs/foreign-engines.md}. */
final class DescriptorReader {
    private static final YAMLMapper YAML =
            new YAMLMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private static final int START_SECONDS = 120;
    private static final int SILENCE_SECONDS = 120;
    private static final int MOST_POINTS = 1 << 24;

    private DescriptorReader() {}

    /** The map that a file holds. */
    static Map<String, Object> map(String place, String yaml) throws DescriptorException {
        try {
            Object content = YAML.readValue(yaml, Object.class);
            if (content instanceof Map<?, ?> map) {
                return new Entries(place, map).plain();
            }
        } catch (JacksonException e) {
            throw new DescriptorException(place + ": " + e.getOriginalMessage());
        }
        throw new DescriptorException(place + ": a descriptor is a map");
    }

    /**
     * A file's map over that of another descriptor of the same engine: maps join, all else goes.
     */
    static Map<String, Object> over(Map<String, Object> below, Map<?, ?> above) {
        Map<String, Object> both = new LinkedHashMap<>(below);
        above.forEach(
                (key, value) ->
                        both.merge(
                                String.valueOf(key),
                                value,
                                (old, given) ->
                                        old instanceof Map<?, ?> a && given instanceof Map<?, ?> b
                                                ? over(new Entries("", a).plain(), b)
                                                : given));
        return both;
    }

    static EngineDescriptor read(String place, Map<String, Object> map, AdapterFiles adapter)
            throws DescriptorException {
        Entries entries =
                new Entries(place, map)
                        .only(
                                "engine",
                                "protocol",
                                "title",
                                "adapter",
                                "files",
                                "command",
                                "python",
                                "program",
                                "environment",
                                "capabilities",
                                "functionals",
                                "settings",
                                "install",
                                "limits",
                                "check");
        int protocol = entries.whole("protocol", 0, 0);
        if (protocol != EngineDescriptor.PROTOCOL) {
            throw entries.wrong(
                    "'protocol' must be "
                            + EngineDescriptor.PROTOCOL
                            + ", which this xcflow speaks");
        }
        return new EngineDescriptor(
                name(entries),
                entries.text("title"),
                place,
                adapter,
                entries.words("command", List.of("{python}", "{adapter}")),
                entries.optionalText("python"),
                program(entries),
                entries.map("environment").textMap(),
                offers(entries),
                SettingReader.read(entries.map("settings")),
                install(entries.map("install")),
                limits(entries.map("limits")),
                checks(entries));
    }

    static String name(Entries entries) throws DescriptorException {
        String name = entries.text("engine");
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw entries.wrong("'engine' must be a name in kebab case, not " + name);
        }
        return name;
    }

    private static Optional<Program> program(Entries entries) throws DescriptorException {
        Optional<Entries> given = entries.optionalMap("program");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Entries program = given.get().only("executable", "command");
        return Optional.of(
                new Program(
                        program.text("executable"),
                        program.words("command", List.of("{executable}"))));
    }

    private static Offers offers(Entries entries) throws DescriptorException {
        Entries can =
                entries.map("capabilities")
                        .only(
                                "molecules",
                                "crystals",
                                "spin",
                                "descriptors",
                                "kinetic-energy-density",
                                "exact-exchange",
                                "forces",
                                "all-electron");
        Entries functionals = entries.map("functionals").only("own", "exported");
        return new Offers(
                can.flag("molecules", false),
                can.flag("crystals", false),
                can.flag("spin", false),
                can.flag("descriptors", false),
                can.flag("kinetic-energy-density", false),
                can.flag("exact-exchange", false),
                can.flag("forces", false),
                can.flag("all-electron", false),
                functionals.flag("own", true),
                functionals.setOf("exported", List.of("python", "libxc", "c")));
    }

    private static Install install(Entries install) throws DescriptorException {
        install.only("python", "otherwise");
        return new Install(install.texts("python"), install.optionalText("otherwise").orElse(""));
    }

    private static Limits limits(Entries limits) throws DescriptorException {
        limits.only("start", "silence", "points");
        return new Limits(
                limits.whole("start", START_SECONDS, 1),
                limits.whole("silence", SILENCE_SECONDS, 1),
                limits.whole("points", MOST_POINTS, 1));
    }

    private static List<KnownResult> checks(Entries entries) throws DescriptorException {
        List<KnownResult> checks = new ArrayList<>();
        for (Entries check : entries.maps("check")) {
            check.only(
                    "molecule",
                    "crystal",
                    "functional",
                    "settings",
                    "energy",
                    "tolerance",
                    "source");
            Optional<String> molecule = check.optionalText("molecule");
            Optional<String> crystal = check.optionalText("crystal");
            if (molecule.isPresent() == crystal.isPresent()) {
                throw check.wrong("it must name either a 'molecule' or a 'crystal'");
            }
            double energy = check.number("energy", Double.NaN);
            double tolerance = check.number("tolerance", Double.NaN);
            if (!(Math.abs(energy) < 1e9) || !(tolerance > 0)) {
                throw check.wrong("it needs an 'energy' and a 'tolerance', in Ha");
            }
            checks.add(
                    new KnownResult(
                            molecule.or(() -> crystal).orElseThrow(),
                            crystal.isPresent(),
                            check.optionalText("functional").orElse("PBE"),
                            check.map("settings").plain(),
                            energy,
                            tolerance,
                            check.optionalText("source").orElse("")));
        }
        return checks;
    }
}
