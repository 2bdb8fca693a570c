package xcflow.gaussian.basis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import xcflow.numerics.Element;

/**
 * Contracted Gaussians for each of a number of elements.
 *
 * @param elements contractions of each element in order of angular momentum
 */
public record BasisSet(String name, Map<Element, List<Contraction>> elements) {

    /** Names of the bundled sets. */
    public static final List<String> BUNDLED =
            List.of(
                    "sto-3g",
                    "6-31g",
                    "6-31g*",
                    "6-31g**",
                    "6-311++g(3df,2pd)",
                    "def2-svp",
                    "def2-tzvp",
                    "def2-tzvpd",
                    "def2-qzvp",
                    "cc-pvdz",
                    "cc-pvtz",
                    "aug-cc-pvdz",
                    "def2-universal-jfit");

    /**
     * One radial function.
     *
     * @param l angular momentum
     * @param exponents bohr^-2
     * @param coefficients of normalised primitives
     */
    public record Contraction(int l, double[] exponents, double[] coefficients) {}

    public BasisSet {
        elements = Map.copyOf(elements);
    }

    /**
     * A bundled set by its name in any case, or a user's Gaussian-94 file by its path.
     *
     * @throws BasisException if there is neither
     */
    public static BasisSet of(String nameOrFile) {
        return read(nameOrFile, BasisSet::bundled);
    }

    /**
     * As {@link #of(String)}, but of a bundled set that has all the elements needed no others are
     * read, which takes longer than a small calculation.
     */
    public static BasisSet of(String nameOrFile, Collection<Element> needed) {
        return read(nameOrFile, name -> bundled(name, needed));
    }

    private static BasisSet read(String nameOrFile, Function<String, BasisSet> bundled) {
        String key = nameOrFile.strip().toLowerCase(Locale.ROOT);
        String canonical =
                switch (key) {
                    case "6-31g(d)" -> "6-31g*";
                    case "6-31g(d,p)" -> "6-31g**";
                    case "jfit" -> "def2-universal-jfit";
                    default -> key;
                };
        if (BUNDLED.contains(canonical)) {
            return bundled.apply(canonical);
        }
        Path path = Path.of(nameOrFile.strip());
        if (Files.isRegularFile(path)) {
            try {
                return Gaussian94.parse(path.getFileName().toString(), Files.readString(path));
            } catch (IOException e) {
                throw new BasisException("cannot read the basis set file " + path);
            }
        }
        throw new BasisException(
                "there is no basis set '%s'; bundled are %s, others are given as a Gaussian-94 file"
                        .formatted(nameOrFile, String.join(", ", BUNDLED)));
    }

    private static BasisSet bundled(String name) {
        return Gaussian94.parse(name, text(name));
    }

    private static BasisSet bundled(String name, Collection<Element> needed) {
        String text = text(name);
        return Gaussian94.parse(name, Gaussian94.blocks(text, needed).orElse(text));
    }

    private static String text(String name) {
        String file =
                name.replace("*", "s").replace("(", "_").replace(")", "").replace(",", "") + ".gbs";
        try (InputStream in =
                BasisSet.class.getResourceAsStream("/xcflow/gaussian/basis/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Contractions of an element.
     *
     * @throws BasisException if the set does not have the element
     */
    public List<Contraction> contractions(Element element) {
        List<Contraction> found = elements.get(element);
        if (found == null) {
            throw new BasisException(
                    "the basis set %s has no functions for %s; it has %s"
                            .formatted(
                                    name,
                                    element,
                                    elements.keySet().stream()
                                            .sorted((a, b) -> a.number() - b.number())
                                            .map(Element::symbol)
                                            .collect(Collectors.joining(" "))));
        }
        return found;
    }
}
