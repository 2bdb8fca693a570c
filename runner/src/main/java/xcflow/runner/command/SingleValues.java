package xcflow.runner.command;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses an option that is given twice before its command runs. The parser does so for options of
 * a command, but lets the last one win in groups of options, and for two values of one key.
 */
final class SingleValues implements IExecutionStrategy {
    private final IExecutionStrategy next = new CommandLine.RunLast();

    @Override
    public int execute(ParseResult result) {
        Map<String, OptionSpec> inherited = new HashMap<>();
        for (CommandLine command : result.asCommandLineList()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                List<String> values = option.originalStringValues();
                boolean above =
                        !values.isEmpty()
                                && option.inherited()
                                && inherited.containsKey(option.longestName());
                if (above || (values.size() > 1 && !option.isMultiValue())) {
                    throw refused(command, option, option.longestName());
                }
                if (option.isMultiValue() && option.typeInfo().isMap()) {
                    refuseRepeatedKeys(command, option, values);
                }
                if (!values.isEmpty()) {
                    inherited.put(option.longestName(), option);
                }
            }
        }
        return next.execute(result);
    }

    private static void refuseRepeatedKeys(
            CommandLine command, OptionSpec option, List<String> values) {
        Set<String> keys = new HashSet<>();
        for (String value : values) {
            String key = value.replaceAll("=.*", "");
            if (!keys.add(key)) {
                throw refused(command, option, option.longestName() + " " + key);
            }
        }
    }

    private static ParameterException refused(CommandLine command, OptionSpec option, String what) {
        return new ParameterException(command, what + " is given more than once", option, null);
    }
}
