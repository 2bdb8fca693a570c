package xcflow.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.engine.Engine;
import xcflow.engine.EngineProgram;
import xcflow.engine.Engines;
import xcflow.spi.Selectables;

/** Lists engines. */
@Command(
        name = "list",
        description =
                "List engines: which can be used here, their versions, and how to get the others.")
final class EngineListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        List<Map<String, Object>> all =
                Engines.all().parallelStream().map(EngineListCommand::facts).toList();
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        Selectables.problems(Engine.class).forEach(p -> err.println("xcflow: warning: " + p));
        err.flush();
        if (json) {
            Screen.json(out, all);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Map<String, Object> facts : all) {
            rows.add(
                    List.of(
                            (String) facts.get("name"),
                            (boolean) facts.get("usable") ? "yes" : "no",
                            (String) facts.get("version"),
                            systems(facts),
                            facts.get("usable").equals(true)
                                    ? (String) facts.get("title")
                                    : firstLine((String) facts.get("why"))));
        }
        Screen.table(out, List.of("name", "usable", "version", "systems", "what it is"), rows);
        return 0;
    }

    private static String firstLine(String text) {
        return text.split("\n")[0];
    }

    private static String systems(Map<String, Object> facts) {
        Map<?, ?> can = (Map<?, ?>) facts.get("capabilities");
        List<String> systems = new ArrayList<>();
        for (String kind : List.of("molecules", "crystals")) {
            if (can.get(kind).equals(true)) {
                systems.add(kind);
            }
        }
        return String.join(", ", systems);
    }

    private static Map<String, Object> facts(Engine engine) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Map<String, Object> program = engine.program().map(EngineProgram::facts).orElse(Map.of());
        facts.put("name", engine.name());
        facts.put("title", engine.title());
        facts.put("usable", !program.containsKey("unusable"));
        facts.put(
                "version",
                program.isEmpty()
                        ? "built in"
                        : program.containsKey("version")
                                ? program.get("program") + " " + program.get("version")
                                : "-");
        facts.put("capabilities", EngineArgument.capabilities(engine));
        if (program.containsKey("unusable")) {
            facts.put("why", program.get("unusable"));
            facts.put("install", program.get("install"));
        }
        return facts;
    }
}
