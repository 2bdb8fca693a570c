package xcflow.functional;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xcflow.spi.EditDistance;

/**
 * Finds functionals by what users call them.
 *
 * <p>A name is that of a reference ({@code PBE}), of a part ({@code pbe_x}, {@code GGA_X_PBE}) or a
 * sum of those ({@code pbe_x+pbe_c}, {@code GGA_X_PBE,GGA_C_PBE}). Capitals, hyphens and
 * underscores do not matter.
 */
public final class Functionals {
    /** Found once; sources are immutable. */
    private static final List<FunctionalSource> SOURCES =
            ServiceLoader.load(FunctionalSource.class, Functionals.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Functionals() {}

    /**
     * The functional of a name.
     *
     * @throws UnknownFunctionalException if there is none; the message suggests what may be meant
     */
    public static Functional named(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    private static Optional<Functional> find(String name) {
        return SOURCES.stream()
                .map(source -> source.find(name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * The functional of a name or of a file.
     *
     * @throws UnknownFunctionalException if it is neither a known name nor an existing file
     * @throws IOException if the file cannot be read or is not a functional; the message says why
     */
    public static Functional resolve(String nameOrPath) throws IOException {
        var known = find(nameOrPath);
        if (known.isPresent()) {
            return known.get();
        }
        var path = Path.of(nameOrPath);
        return Files.isRegularFile(path) ? read(path) : named(nameOrPath);
    }

    /** Reads a functional's file of any format that is installed. */
    public static Functional read(Path file) throws IOException {
        for (FunctionalReader reader : ServiceLoader.load(FunctionalReader.class)) {
            if (reader.recognises(file)) {
                return reader.read(file);
            }
        }
        throw new IOException(file + " is not the file of a functional");
    }

    private static UnknownFunctionalException unknown(String name) {
        var wrong =
                Stream.of(name.split("[+,]", -1))
                        .map(String::strip)
                        .filter(part -> find(part).isEmpty())
                        .findFirst()
                        .orElse(name);
        return new UnknownFunctionalException(
                "There is no functional called \"" + wrong + "\"." + suggestion(wrong));
    }

    private static String suggestion(String wrong) {
        var near =
                SOURCES.stream()
                        .flatMap(source -> source.names().stream())
                        .filter(n -> EditDistance.between(wrong, n) <= Math.max(1, n.length() / 3))
                        .min(Comparator.comparingInt(n -> EditDistance.between(wrong, n)));
        if (near.isPresent()) {
            return " Did you mean " + near.get() + "?";
        }
        return " Known are "
                + SOURCES.stream()
                        .flatMap(source -> source.complete().stream())
                        .collect(Collectors.joining(", "))
                + ", their parts such as pbe_x, sums of parts such as pbe_x+pbe_c, and files.";
    }
}
