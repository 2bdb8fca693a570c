package xcflow.gaussian.basis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xcflow.numerics.Element;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;

/**
 * Contracted Gaussians for each of a number of elements.
 *
 * @param elements contractions of each element in order of angular momentum
 * @param potentials effective core potentials of those elements whose functions are made for one
 */
public record BasisSet(
        String name,
        Map<Element, List<Contraction>> elements,
        Map<Element, CorePotential> potentials) {

    /** Highest angular momentum that integrals are calculated for: i. */
    private static final int HIGHEST = 6;

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
                    "def2-universal-jfit",
                    "def2-universal-jkfit");

    /** Bundled sets whose functions from Rb on are made for the potentials of def2. */
    private static final List<String> FOR_POTENTIALS = List.of("def2-svp", "def2-tzvp");

    /**
     * One radial function.
     *
     * @param l angular momentum
     * @param exponents bohr^-2
     * @param coefficients of normalised primitives
     */
    public record Contraction(int l, double[] exponents, double[] coefficients) {

        /** Whether two lists have the same functions in the same order. */
        static boolean same(List<Contraction> one, List<Contraction> other) {
            return one.size() == other.size()
                    && IntStream.range(0, one.size()).allMatch(i -> one.get(i).same(other.get(i)));
        }

        private boolean same(Contraction other) {
            return l == other.l
                    && Arrays.equals(exponents, other.exponents)
                    && Arrays.equals(coefficients, other.coefficients);
        }
    }

    public BasisSet {
        elements = Map.copyOf(elements);
        potentials = Map.copyOf(potentials);
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
        return file(nameOrFile.strip())
                .orElseThrow(
                        () ->
                                new BasisException(
                                        String.format(
                                                Locale.ROOT,
                                                "there is no basis set '%s'; bundled are %s, others"
                                                        + " are given as a Gaussian-94 file",
                                                nameOrFile,
                                                String.join(", ", BUNDLED))));
    }

    /** Set of a file, whose name is the last part of its path; empty if there is none. */
    private static Optional<BasisSet> file(String text) {
        try {
            Path path = Path.of(text);
            return Files.exists(path) && !text.isEmpty()
                    ? Optional.of(file(path, text, String.valueOf(path.getFileName())))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * A user's Gaussian-94 file.
     *
     * @param file its name in messages
     * @param set name of the set
     * @throws BasisException if it cannot be read as meant; the message names line and column
     */
    public static BasisSet file(Path path, String file, String set) {
        try {
            return Gaussian94.parse(set, TextFile.read(path, file));
        } catch (TextException e) {
            throw new BasisException(e.getMessage());
        }
    }

    private static BasisSet bundled(String name) {
        return Gaussian94.parse(name, withPotentials(name));
    }

    private static BasisSet bundled(String name, Collection<Element> needed) {
        String text = withPotentials(name);
        return Gaussian94.parse(name, Gaussian94.blocks(text, needed).orElse(text));
    }

    /** The text of a bundled set, with the potentials that several sets share. */
    private static String withPotentials(String name) {
        return FOR_POTENTIALS.contains(name) ? text(name) + text("def2-ecp") : text(name);
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
                    String.format(
                            Locale.ROOT,
                            "the basis set %s has no functions for %s; it has %s",
                            name,
                            element,
                            elements.keySet().stream()
                                    .sorted((a, b) -> a.number() - b.number())
                                    .map(Element::symbol)
                                    .collect(Collectors.joining(" "))));
        }
        int highest = found.stream().mapToInt(Contraction::l).max().orElse(0);
        if (highest > HIGHEST) {
            throw new BasisException(
                    String.format(
                            Locale.ROOT,
                            "the basis set %s has functions of angular momentum %d for %s; up to %d"
                                    + " are calculated",
                            name,
                            highest,
                            element,
                            HIGHEST));
        }
        return found;
    }

    /** The effective core potential of an element, if its functions are made for one. */
    public Optional<CorePotential> potential(Element element) {
        return Optional.ofNullable(potentials.get(element));
    }

    /**
     * Checks that all electrons of an element find functions or are replaced by a potential.
     *
     * @throws BasisException if the set does not have the element, or has no functions for its core
     */
    public void requireCore(Element element) {
        CoreFunctions.require(this, element);
    }
}
