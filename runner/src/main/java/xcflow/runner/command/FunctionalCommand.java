package xcflow.runner.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds the commands about functionals: what is recorded of them, and what modules add. */
@Command(name = "functional", description = "List, inspect, compare, train and export functionals.")
final class FunctionalCommand implements Runnable, OpensProject {
    /** The commands below this one by name; {@link Commands} adds those that are asked for. */
    static final Map<String, Class<?>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("list", FunctionalListCommand.class);
        PARTS.put("show", FunctionalShowCommand.class);
        PARTS.put("lineage", FunctionalLineageCommand.class);
        PARTS.put("descendants", FunctionalLineageCommand.Descendants.class);
        PARTS.put("diff", FunctionalDiffCommand.class);
        PARTS.put("metrics", FunctionalMetricsCommand.class);
        PARTS.put("tag", FunctionalTagCommand.class);
        PARTS.put("note", FunctionalTagCommand.Note.class);
        PARTS.put("card", FunctionalCardCommand.class);
        PARTS.put("get", FunctionalGetCommand.class);
        PARTS.put("run", FunctionalRunCommand.class);
        PARTS.put("export", ExportCommand.OfFunctional.class);
        PARTS.put("import", ImportCommand.class);
    }

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
