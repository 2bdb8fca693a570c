package xcflow.runner;

import java.io.PrintStream;
import xcflow.runner.command.Xcflow;

/**
 * Runs the commonest commands once, so that the archive of class data, made when this process ends,
 * holds their classes. The launcher calls it after a build.
 */
public final class WarmUp {
    private WarmUp() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        for (String[] command : COMMANDS) {
            out.println("# " + String.join(" ", command));
            Xcflow.commandLine().execute(command);
        }
        System.exit(0);
    }

    private static final String[][] COMMANDS = {
        {"--help"}, {"functional", "--help"}, {"nonsense"},
    };
}
