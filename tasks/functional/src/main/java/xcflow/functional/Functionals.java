package xcflow.functional;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xcflow.functional.libxc.Libxc;
import xcflow.functional.reference.Reference;
import xcflow.functional.reference.References;
import xcflow.spi.EditDistance;

/**
 * Finds functionals by what users call them.
 *
 * <p>A name is that of a reference ({@code PBE}), of a part ({@code pbe_x}, {@code GGA_X_PBE}) or a
 * sum of those ({@code pbe_x+pbe_c}, {@code GGA_X_PBE,GGA_C_PBE}). Capitals, hyphens and
 * underscores do not matter.
 */
public final class Functionals {
    private Functionals() {}

    /** The built-in references, complete functionals first. */
    public static List<Reference> catalogue() {
        return References.all();
    }

    /**
     * The functional of a name.
     *
     * @throws UnknownFunctionalException if there is none; the message suggests what may be meant
     */
    public static Functional named(String name) {
        if (isOfLibxc(name)) {
            return Libxc.functional(name);
        }
        return reference(name).map(Reference::functional).orElseThrow(() -> unknown(name));
    }

    /**
     * What is known about a built-in functional: its citations and version; empty if unknown.
     *
     * @throws UnknownFunctionalException if it is a sum that counts exchange or correlation twice
     */
    public static Optional<Reference> reference(String name) {
        var parts = new ArrayList<Reference>();
        for (String part : name.split("[+,]", -1)) {
            var found = References.find(part);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            parts.add(found.get());
        }
        return Optional.of(References.sum(parts));
    }

    /**
     * The functional of a name or of a file.
     *
     * @throws UnknownFunctionalException if it is neither a known name nor an existing file
     * @throws IOException if the file cannot be read or is not a functional; the message says why
     */
    public static Functional resolve(String nameOrPath) throws IOException {
        if (isOfLibxc(nameOrPath)) {
            return Libxc.functional(nameOrPath);
        }
        var known = reference(nameOrPath);
        if (known.isPresent()) {
            return known.get().functional();
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

    private static boolean isOfLibxc(String name) {
        return name.regionMatches(true, 0, Libxc.PREFIX, 0, Libxc.PREFIX.length());
    }

    private static UnknownFunctionalException unknown(String name) {
        var wrong =
                Stream.of(name.split("[+,]", -1))
                        .map(String::strip)
                        .filter(part -> References.find(part).isEmpty())
                        .findFirst()
                        .orElse(name);
        return new UnknownFunctionalException(
                "There is no functional called \"" + wrong + "\"." + suggestion(wrong));
    }

    private static String suggestion(String wrong) {
        var names =
                References.all().stream()
                        .flatMap(r -> Stream.concat(Stream.of(r.name()), r.aliases().stream()))
                        .toList();
        var near =
                names.stream()
                        .filter(n -> EditDistance.between(wrong, n) <= Math.max(1, n.length() / 3))
                        .min(Comparator.comparingInt(n -> EditDistance.between(wrong, n)));
        if (near.isPresent()) {
            return " Did you mean " + near.get() + "?";
        }
        return " Known are "
                + References.all().stream()
                        .filter(Reference::isComplete)
                        .map(Reference::name)
                        .collect(Collectors.joining(", "))
                + ", their parts such as pbe_x, sums of parts such as pbe_x+pbe_c, and files.";
    }
}
