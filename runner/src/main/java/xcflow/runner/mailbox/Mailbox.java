package xcflow.runner.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.storage.files.Durable;
import xcflow.storage.files.OwnFiles;

/**
 * A directory through which workers and the process that conducts their runs write to each other.
 * Questions are in {@code asked/BOX.NUMBER}, answers in {@code answers/BOX/NUMBER}, where a box is
 * a worker; and {@code workers/BOX} is the worker's number in the records. A file appears whole,
 * under its name, and directories are listed before a file is looked for, since a network's file
 * system may remember that there was none.
 */
final class Mailbox {
    /** A longer letter is none of ours. */
    private static final int MOST = 64 << 20;

    private static final String UNFINISHED = ".new";
    private static final Pattern QUESTION = Pattern.compile("([A-Za-z0-9-]{1,120})\\.(\\d{1,18})");

    private final Path asked;
    private final Path answers;
    private final Path workers;

    /**
     * One question.
     *
     * @param box of the worker that asks
     * @param number of the question, among those of the worker
     */
    record Address(String box, long number) implements Comparable<Address> {
        @Override
        public int compareTo(Address other) {
            int boxes = box.compareTo(other.box);
            return boxes != 0 ? boxes : Long.compare(number, other.number);
        }
    }

    /** A mailbox in a directory, which is made if there is none. */
    Mailbox(Path directory) throws IOException {
        asked = directory.resolve("asked");
        answers = directory.resolve("answers");
        workers = directory.resolve("workers");
        OwnFiles.createDirectory(directory);
        for (Path each : new Path[] {asked, answers, workers}) {
            OwnFiles.createDirectory(each);
        }
    }

    // What workers do

    /** Opens the box of a worker that can receive answers from now on. */
    void open(String box) throws IOException {
        OwnFiles.createDirectory(answers.resolve(box));
    }

    void ask(Address address, String letter) throws IOException {
        write(question(address), letter);
    }

    /** The answers that have come to a box, in the order of their numbers. */
    TreeSet<Long> answered(String box) throws IOException {
        TreeSet<Long> numbers = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(answers.resolve(box))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches("\\d{1,18}")) {
                    numbers.add(Long.parseLong(name));
                }
            }
        }
        return numbers;
    }

    /** Takes an answer out. */
    String takeAnswer(Address address) throws IOException {
        Path file = answers.resolve(address.box()).resolve(Long.toString(address.number()));
        String letter = read(file);
        Files.deleteIfExists(file);
        return letter;
    }

    /** Takes a question back that nobody has answered. */
    void withdraw(Address address) throws IOException {
        Files.deleteIfExists(question(address));
    }

    /** The worker of a box leaves: nobody will read answers any more. */
    void close(String box) throws IOException {
        for (long number : answered(box)) {
            Files.deleteIfExists(answers.resolve(box).resolve(Long.toString(number)));
        }
        Files.deleteIfExists(answers.resolve(box));
        forget(box);
    }

    /** Forgets whose box it was, unless something that it wrote is still to be recorded. */
    private void forget(String box) throws IOException {
        if (!listens(box) && questions().stream().noneMatch(each -> each.box().equals(box))) {
            Files.deleteIfExists(workers.resolve(box));
        }
    }

    // What the process that conducts runs does

    /** The questions that wait. */
    TreeSet<Address> questions() throws IOException {
        TreeSet<Address> found = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(asked)) {
            for (Path file : files) {
                Matcher name = QUESTION.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(new Address(name.group(1), Long.parseLong(name.group(2))));
                }
            }
        }
        return found;
    }

    /** Reads a question; empty if it was withdrawn. */
    Optional<String> readQuestion(Address address) throws IOException {
        try {
            return Optional.of(read(question(address)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether somebody is there who would read an answer. */
    boolean listens(String box) {
        return Files.isDirectory(answers.resolve(box));
    }

    /** Answers a question, which is taken out; the answer is lost if the worker has left. */
    void answer(Address address, String letter) throws IOException {
        try {
            write(answers.resolve(address.box()).resolve(Long.toString(address.number())), letter);
        } catch (NoSuchFileException | java.io.FileNotFoundException e) {
            // The worker has left.
        }
        Files.deleteIfExists(question(address));
        forget(address.box());
    }

    /** Notes which worker a box belongs to. */
    void belongs(String box, long worker) throws IOException {
        write(workers.resolve(box), Long.toString(worker));
    }

    /** The worker that a box belongs to; empty if none was noted. */
    Optional<Long> worker(String box) throws IOException {
        try {
            return Optional.of(Long.parseLong(read(workers.resolve(box))));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Path question(Address address) {
        return asked.resolve(address.box() + "." + address.number());
    }

    private static void write(Path file, String letter) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Durable.write(unfinished, out -> out.write(letter.getBytes(StandardCharsets.UTF_8)));
        OwnFiles.tighten(unfinished);
        Files.move(unfinished, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] letter = in.readNBytes(MOST + 1);
            if (letter.length > MOST) {
                throw new IOException(file + " is too long for a letter");
            }
            return new String(letter, StandardCharsets.UTF_8);
        }
    }
}
