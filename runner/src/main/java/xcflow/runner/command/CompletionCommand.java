package xcflow.runner.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete; it asks {@link CompleteCommand} for each word. */
@Command(
        name = "generate-completion",
        description = "Print a script with which bash, zsh or fish complete what is typed.")
final class CompletionCommand implements Callable<Integer> {
    private static final Map<String, String> SCRIPTS =
            Map.of(
                    "bash",
                    """
                    _xcflow_complete() {
                        local line
                        COMPREPLY=()
                        while IFS= read -r line; do
                            COMPREPLY+=("$line")
                        done < <("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
                    }
                    complete -o default -o nosort -F _xcflow_complete xcflow ./xcflow
                    """,
                    "zsh",
                    """
                    #compdef xcflow
                    _xcflow() {
                        local -a found
                        found=("${(@f)$("${words[1]}" complete -- "${(@)words[2,$CURRENT]}" 2>/dev/null)}")
                        found=("${(@)found:#}")
                        if (( $#found )); then compadd -Q -V xcflow -- "${found[@]}"; else _files; fi
                    }
                    compdef _xcflow xcflow
                    """,
                    "fish",
                    """
                    function __xcflow_complete
                        set -l words (commandline -opc)
                        $words[1] complete -- $words[2..-1] (commandline -ct) 2>/dev/null
                    end
                    complete -c xcflow -a '(__xcflow_complete)'
                    """);

    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            defaultValue = "bash",
            description = "bash, zsh or fish (default: ${DEFAULT-VALUE}).")
    private String shell;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws RefusedException {
        String script = SCRIPTS.get(shell);
        if (script == null) {
            throw new RefusedException(
                    "xcflow: there is no completion for '" + shell + "' (known: bash, fish, zsh)");
        }
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
