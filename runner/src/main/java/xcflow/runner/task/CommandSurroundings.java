package xcflow.runner.task;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import xcflow.runner.environment.Bare;
import xcflow.runner.environment.Conda;
import xcflow.runner.environment.Container;
import xcflow.runner.environment.Environment;
import xcflow.runner.environment.Modules;
import xcflow.runner.environment.Programs;
import xcflow.runner.environment.Tools;
import xcflow.spi.Artefact;
import xcflow.spi.Outside;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** What a step says, beside its inputs, of the surroundings of its command. */
final class CommandSurroundings {
    /** The inputs that are not written in {@code with}. */
    static final Set<String> KEYS = Set.of("container", "conda", "modules", "tools", "found");

    private CommandSurroundings() {}

    /** What is named; the rest of the inputs has no influence. */
    private record Named(
            Optional<String> container,
            Optional<Source> conda,
            List<String> modules,
            Map<String, String> tools) {

        static Named of(ShellTask.Inputs inputs) {
            return new Named(inputs.container(), inputs.conda(), inputs.modules(), inputs.tools());
        }

        @SuppressWarnings("unchecked")
        static Named of(Map<String, Object> canonical) {
            Object conda = canonical.get("conda");
            return new Named(
                    Optional.ofNullable((String) canonical.get("container")),
                    Optional.ofNullable(
                            conda instanceof String name
                                    ? new Source.Name(name)
                                    : (Artefact) conda),
                    (List<String>) canonical.getOrDefault("modules", List.of()),
                    (Map<String, String>) canonical.getOrDefault("tools", Map.of()));
        }

        boolean nothing() {
            return bare() && tools.isEmpty();
        }

        boolean bare() {
            return container.isEmpty() && conda.isEmpty() && modules.isEmpty();
        }

        /** The same for all instances whose surroundings are named alike. */
        String about() {
            if (container.isPresent()) {
                return "container " + container.get();
            } else if (conda.isPresent()) {
                return "conda "
                        + (conda.get() instanceof Artefact file ? file.digest() : conda.get());
            }
            return bare() ? "this machine" : "modules " + String.join(" ", modules);
        }

        Environment environment(Map<String, Object> found, Conda.Contents contents) {
            Programs programs = Programs.here();
            if (container.isPresent()) {
                String reference = String.valueOf(found.getOrDefault("reference", ""));
                return new Container(programs, container.get(), reference);
            } else if (conda.isPresent()) {
                return new Conda(programs, conda.get(), contents);
            }
            return bare() ? new Bare() : new Modules(programs, modules);
        }
    }

    static void check(
            Optional<String> container,
            Optional<Source> conda,
            List<String> modules,
            Map<String, String> tools) {
        int several =
                (container.isPresent() ? 1 : 0)
                        + (conda.isPresent() ? 1 : 0)
                        + (modules.isEmpty() ? 0 : 1);
        if (several > 1) {
            throw new IllegalArgumentException(
                    "container, conda and modules exclude each other: a command runs in one of them");
        }
        container.ifPresent(Container::check);
        Modules.check(modules);
        tools.forEach(CommandSurroundings::tool);
    }

    static void tool(String name, String command) {
        if (command.isBlank()) {
            throw new IllegalArgumentException(
                    "the tool '" + name + "' needs a command that prints its version");
        }
    }

    /** Adds what the surroundings are now, asked once for each run. */
    static Map<String, Object> pinned(Map<String, Object> inputs, Outside outside)
            throws TaskFailure, IOException {
        Named named = Named.of(inputs);
        if (named.nothing()) {
            return inputs;
        }
        Map<String, Object> found = new LinkedHashMap<>();
        if (!named.bare()) {
            Environment unknown = named.environment(Map.of(), outside::file);
            found.putAll(outside.once(named.about(), unknown::found));
        }
        Environment environment = named.environment(found, outside::file);
        Map<String, Object> tools = new TreeMap<>();
        for (Map.Entry<String, String> tool : named.tools().entrySet()) {
            String about = tool.getValue() + " in " + named.about();
            tools.put(
                    tool.getKey(),
                    outside.once(about, () -> Map.of("says", says(environment, tool))).get("says"));
        }
        if (!tools.isEmpty()) {
            found.put("tools", tools);
        }
        Map<String, Object> all = new LinkedHashMap<>(inputs);
        all.put("found", found);
        return all;
    }

    private static String says(Environment environment, Map.Entry<String, String> tool)
            throws TaskFailure, IOException {
        return new Tools(Programs.here(), environment).says(tool.getKey(), tool.getValue());
    }

    /**
     * The inputs as the cache key sees them: what the surroundings were found to be instead of what
     * they are called, and nothing of what did not exist in earlier versions and was not used.
     */
    static Map<String, Object> identity(Map<String, Object> inputs) {
        Map<String, Object> identity = new LinkedHashMap<>(inputs);
        KEYS.forEach(identity::remove);
        if (Map.of().equals(identity.get("directories"))) {
            identity.remove("directories");
        }
        if (inputs.get("found") instanceof Map<?, ?> found && !found.isEmpty()) {
            Map<Object, Object> same = new LinkedHashMap<>(found);
            same.remove("reference");
            identity.put("found", same);
        }
        return identity;
    }

    /**
     * What a command is to run in, which must be what was found when the step was planned.
     *
     * @throws TaskFailure if it is something else on this machine
     */
    static Environment verified(ShellTask.Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        Named named = Named.of(inputs);
        Environment environment = named.environment(inputs.found(), context::file);
        boolean byDigest =
                environment instanceof Container && !inputs.container().get().endsWith(".sif");
        if (!byDigest && !named.bare()) {
            for (Map.Entry<String, Object> each : environment.found().entrySet()) {
                compare(each.getKey(), inputs.found().get(each.getKey()), each.getValue());
            }
        }
        if (inputs.found().get("tools") instanceof Map<?, ?> tools) {
            for (Map.Entry<String, String> tool : inputs.tools().entrySet()) {
                compare(tool.getKey(), tools.get(tool.getKey()), says(environment, tool));
            }
        }
        return environment;
    }

    private static void compare(String what, Object before, Object now) throws TaskFailure {
        if (!Objects.equals(before, now)) {
            throw new TaskFailure(
                    "the surroundings of the command are not what they were when the run began: "
                            + difference(what, before, now)
                            + "; run the file again to compute with what is there now");
        }
    }

    private static String difference(String what, Object before, Object now) {
        if (before instanceof Map<?, ?> a && now instanceof Map<?, ?> b) {
            Set<Object> names = new java.util.TreeSet<>(a.keySet());
            names.addAll(b.keySet());
            for (Object name : names) {
                if (!Objects.equals(a.get(name), b.get(name))) {
                    return difference(what + "." + name, a.get(name), b.get(name));
                }
            }
        }
        return what + " was " + before + ", is " + now;
    }
}
