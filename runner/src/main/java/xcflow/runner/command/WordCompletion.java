package xcflow.runner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * How a word may end, by the description of the commands: names of commands and options, values
 * that are enumerated, and the names that exist for what a parameter calls RUN, STEP, TASK and so
 * on. Nothing for files, which shells know better.
 */
final class WordCompletion {
    private final CommandSpec top;
    private final BiFunction<String, List<String>, List<String>> names;

    /**
     * @param names what exists of a kind, such as RUN, after the values of the parameters before
     */
    WordCompletion(CommandSpec top, BiFunction<String, List<String>, List<String>> names) {
        this.top = top;
        this.names = names;
    }

    /**
     * The words that the last of some may be the beginning of.
     *
     * @param words behind the program's name, the last may be empty
     */
    List<String> of(List<String> words) {
        String typed = words.isEmpty() ? "" : words.get(words.size() - 1);
        CommandSpec command = top;
        List<String> values = new ArrayList<>();
        OptionSpec open = null;
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            if (open != null) {
                open = null;
            } else if (word.startsWith("-")) {
                OptionSpec option = option(command, word);
                open = option != null && option.arity().min() > 0 ? option : null;
            } else if (values.isEmpty() && command.subcommands().containsKey(word)) {
                command = command.subcommands().get(word).getCommandSpec();
            } else {
                values.add(word);
            }
        }
        List<String> all;
        if (open != null) {
            all = candidates(open, values);
        } else if (typed.startsWith("-")) {
            all = options(command);
        } else {
            all = positional(command, values);
        }
        return all.stream().distinct().filter(each -> each.startsWith(typed)).toList();
    }

    private static OptionSpec option(CommandSpec command, String word) {
        for (OptionSpec option : command.options()) {
            if (List.of(option.names()).contains(word)) {
                return option;
            }
        }
        return null;
    }

    private static List<String> options(CommandSpec command) {
        TreeSet<String> all = new TreeSet<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                all.add(option.longestName());
            }
        }
        return List.copyOf(all);
    }

    private List<String> positional(CommandSpec command, List<String> values) {
        List<String> all = new ArrayList<>();
        if (values.isEmpty()) {
            for (CommandLine each : command.subcommands().values()) {
                CommandSpec spec = each.getCommandSpec();
                if (!spec.usageMessage().hidden() && !all.contains(spec.name())) {
                    all.add(spec.name());
                }
            }
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (parameter.index().contains(values.size())) {
                all.addAll(candidates(parameter, values));
            }
        }
        return all;
    }

    private static String kind(ArgSpec argument) {
        String label = argument.paramLabel();
        boolean functional =
                label.equals("NAME-or-FILE")
                        || argument instanceof OptionSpec option
                                && option.longestName().equals("--functional")
                        || label.equals("NAME")
                                && argument.command().qualifiedName().contains(" functional ");
        return functional ? "FUNCTIONAL" : label.replaceAll("[^A-Z].*", "");
    }

    private List<String> candidates(ArgSpec argument, List<String> values) {
        if (argument.completionCandidates() != null) {
            return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .map(each -> argument.type().isEnum() ? each.toLowerCase(Locale.ROOT) : each)
                    .toList();
        }
        return names.apply(kind(argument), values);
    }
}
