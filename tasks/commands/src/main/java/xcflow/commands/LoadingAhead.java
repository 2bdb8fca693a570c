package xcflow.commands;

import tools.jackson.databind.json.JsonMapper;
import xcflow.numerics.LinearAlgebra;

/** Loads what every calculation needs beside the reading of its options: a tenth of a second. */
final class LoadingAhead {
    private LoadingAhead() {}

    static void start() {
        Thread thread =
                new Thread(
                        () -> {
                            JsonMapper.shared();
                            LinearAlgebra.load();
                        },
                        "loading-ahead");
        thread.setDaemon(true);
        // What cannot be loaded is told by the calculation that needs it.
        thread.setUncaughtExceptionHandler((same, error) -> {});
        thread.start();
    }
}
