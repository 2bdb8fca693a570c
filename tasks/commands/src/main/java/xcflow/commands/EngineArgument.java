package xcflow.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import xcflow.engine.Capabilities;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.functional.Variable;
import xcflow.spi.TaskFailure;

/** An engine named on the command line, and what there is to say of it. */
final class EngineArgument {
    private EngineArgument() {}

    static Engine named(String name, CommandSpec command) {
        try {
            return Engines.named(name);
        } catch (TaskFailure e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    static Map<String, Object> capabilities(Engine engine) {
        Capabilities can = engine.capabilities();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("molecules", can.molecules());
        all.put("crystals", can.crystals());
        all.put("spin", can.spin());
        all.put("descriptors", can.descriptors());
        all.put("kinetic-energy-density", can.variables().contains(Variable.TAU));
        all.put("exact-exchange", can.exactExchange());
        all.put("forces", can.forces());
        return all;
    }
}
