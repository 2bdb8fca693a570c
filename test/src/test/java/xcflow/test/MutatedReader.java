package xcflow.test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A reader of files of users: what it reads, and how it is made to.
 *
 * @param file name of the file that is damaged
 * @param tokens what hurts its format
 * @param zip whether the entries of a zip file are damaged, too
 * @param sample writes what the reader needs beside the file and returns the file undamaged
 * @param reading reads the file
 */
record MutatedReader(
        String name,
        String file,
        List<String> tokens,
        boolean zip,
        Sample sample,
        Reading reading) {

    /** A file that is in order. */
    interface Sample {
        byte[] in(CommandLine xcflow) throws Exception;
    }

    /** How a file is read. */
    interface Reading {
        CommandLine.Result read(CommandLine xcflow, Path file) throws Exception;
    }

    /** The same through a class of the program, where a command would take too long. */
    interface Direct {
        void read(Path file) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }

    static MutatedReader yaml(String name, String file, Sample sample, String... command) {
        return new MutatedReader(name, file, Mutations.YAML, false, sample, command(command));
    }

    static MutatedReader numbers(String name, String file, Sample sample, String... command) {
        return new MutatedReader(name, file, Mutations.NUMBERS, false, sample, command(command));
    }

    static MutatedReader binary(String name, String file, Sample sample, String... command) {
        return new MutatedReader(name, file, Mutations.BINARY, true, sample, command(command));
    }

    /** A command; words with @ before them are files of the directory. */
    static Reading command(String... command) {
        return (xcflow, file) -> {
            String[] found = command.clone();
            for (int i = 0; i < found.length; i++) {
                if (found[i].startsWith("@")) {
                    found[i] = xcflow.directory().resolve(found[i].substring(1)).toString();
                }
            }
            return xcflow.run(found);
        };
    }

    static Reading direct(Direct reading) {
        return (xcflow, file) -> {
            try {
                reading.read(file);
                return new CommandLine.Result(0, "", "");
            } catch (IllegalArgumentException | IOException e) {
                return new CommandLine.Result(2, "", String.valueOf(e.getMessage()));
            }
        };
    }
}
