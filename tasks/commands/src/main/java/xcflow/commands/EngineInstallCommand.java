package xcflow.commands;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.engine.Engine;
import xcflow.engine.EngineProgram;
import xcflow.spi.TaskFailure;

/** Installs what an engine needs. */
@Command(
        name = "install",
        description = {
            "Make an engine usable: for PySCF, a private virtual environment of Python in the project's directory.",
            "Only this command installs anything, and nothing outside of the project's directory."
        })
final class EngineInstallCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Engine.")
    private String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws TaskFailure {
        Engine engine = EngineArgument.named(name, spec);
        EngineProgram program =
                engine.program()
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(),
                                                name
                                                        + " is built in: there is nothing to install"));
        Path home = Path.of(System.getProperty("xcflow.home", ".xcflow"));
        Path place;
        try {
            place = program.install(home, this::tell);
        } catch (TaskFailure e) {
            if (e.retryable()) {
                throw e;
            }
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Engine now = EngineArgument.named(name, spec);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("engine", name);
        facts.put("installed", place.toString());
        facts.put("usable", now.unusable().isEmpty());
        now.program().ifPresent(p -> facts.put("version", p.facts().getOrDefault("version", "-")));
        now.unusable().ifPresent(why -> facts.put("why", why));
        Screen.print(spec.commandLine().getOut(), facts, json);
        return now.unusable().isEmpty() ? 0 : 1;
    }

    private void tell(String progress) {
        var err = spec.commandLine().getErr();
        err.println(progress);
        err.flush();
    }
}
