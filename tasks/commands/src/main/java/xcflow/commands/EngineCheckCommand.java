package xcflow.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.engine.Engine;
import xcflow.engine.EngineTrial;

/** Tries an engine out. */
@Command(
        name = "check",
        description = {
            "Try an engine out with small calculations: whether it has the known results and keeps what engines promise.",
            "Exit status 1 if something is not as it should be."
        })
final class EngineCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Engine.")
    private String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Engine engine = EngineArgument.named(name, spec);
        List<EngineTrial.Finding> findings = new EngineTrial(engine, 1, this::tell).run();
        if (json) {
            Screen.json(
                    spec.commandLine().getOut(),
                    findings.stream().map(EngineCheckCommand::plain).toList());
        }
        return findings.stream().allMatch(EngineTrial.Finding::kept) ? 0 : 1;
    }

    private void tell(EngineTrial.Finding finding) {
        if (!json) {
            var out = spec.commandLine().getOut();
            out.println(
                    (finding.kept() ? "yes  " : "NO   ")
                            + finding.promise()
                            + ": "
                            + finding.detail());
            out.flush();
        }
    }

    private static Map<String, Object> plain(EngineTrial.Finding finding) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("promise", finding.promise());
        plain.put("kept", finding.kept());
        plain.put("detail", finding.detail());
        return plain;
    }
}
