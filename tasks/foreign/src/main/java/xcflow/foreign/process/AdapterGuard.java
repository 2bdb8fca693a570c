package xcflow.foreign.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a command under a shell that leads a session of its own. The shell passes its standard
 * input on to the command. When that ends, because xcflow closed it or died by whatever cause, the
 * command is given two seconds to end by itself, then it and all that it started are ended. When
 * the command ends first, what it left behind is ended, and so is its directory.
 */
final class AdapterGuard {
    private static final String SCRIPT =
            """
            directory=$1; shift
            exec 3<&0 </dev/null
            mkfifo "$directory/requests" || exit 125
            trap : HUP INT TERM
            (trap : HUP INT TERM; cat <&3 >"$directory/requests"; trap '' HUP INT TERM
             sleep 2; kill -TERM 0; sleep 2; rm -rf "$directory"; kill -KILL 0) >/dev/null 2>&1 &
            lifeline=$!
            "$@" <"$directory/requests" 3<&-
            status=$?
            exec >/dev/null 2>&1
            trap '' HUP INT TERM
            kill -KILL $lifeline
            rm -rf "$directory"
            kill -TERM 0
            exit $status
            """;

    private static final String SETSID = find("setsid");
    private static final String MKFIFO = find("mkfifo");

    private AdapterGuard() {}

    private static String find(String program) {
        return Stream.of("/usr/bin/", "/bin/", "/usr/local/bin/")
                .map(directory -> directory + program)
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse("");
    }

    /** Whether this machine has what it needs; every Linux does. */
    static boolean exists() {
        return !SETSID.isEmpty() && !MKFIFO.isEmpty();
    }

    /** The words that start a command under guard. */
    static List<String> around(List<String> command, Path directory) {
        if (!exists()) {
            return command;
        }
        List<String> words =
                new ArrayList<>(List.of(SETSID, "sh", "-c", SCRIPT, "sh", directory.toString()));
        words.addAll(command);
        return words;
    }
}
