package xcflow.structure.cif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.Word;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/** The atoms of a CIF, and their images by symmetry. */
final class CifSites {
    /**
     * Images of an atom that are nearer than this, in Å, are one atom on a special position whose
     * coordinates were rounded: 0.333 for 1/3 is off by 0.003 Å in a cell of 10 Å.
     */
    static final double SPECIAL = 0.02;

    private static final String X = "_atom_site_fract_x";
    private static final Pattern TYPE =
            Pattern.compile("([A-Za-z]{1,2})(?:[0-9]*\\.?[0-9]*[+-]|[+-][0-9]+)?");
    private static final Pattern LABEL = Pattern.compile("([A-Z][a-z]?)(?![A-Za-z]).*");
    private static final Pattern ISOTOPE_LABEL = Pattern.compile("([DT])(?![a-z]).*");

    private final List<CifOperation> operations;
    private final Lattice lattice;
    private final int most;
    private final List<Site> sites = new ArrayList<>();

    CifSites(List<CifOperation> operations, Lattice lattice, int most) {
        this.operations = operations;
        this.lattice = lattice;
        this.most = most;
    }

    List<Site> read(CifBlock block) {
        CifLoop loop = block.loop(X).orElseThrow(() -> block.error("there are no atoms: " + X));
        for (int row = 0; row < loop.rows(); row++) {
            requireWhole(loop, row);
            Element element = element(block, loop, row);
            double[] position = {
                coordinate(block, loop, row, X),
                coordinate(block, loop, row, "_atom_site_fract_y"),
                coordinate(block, loop, row, "_atom_site_fract_z")
            };
            place(element, position, loop, row);
        }
        return sites;
    }

    /** Refuses what is not one atom: partly occupied, a dummy, or with hydrogens not listed. */
    private static void requireWhole(CifLoop loop, int row) {
        Optional<CifToken> occupancy = loop.value(row, "_atom_site_occupancy");
        if (occupancy.isPresent()) {
            Word word = occupancy.get().word();
            double value = CifNumber.read(word, "an occupancy");
            if (Math.abs(value - 1) > 1e-6) {
                throw word.error(
                        String.format(
                                Locale.ROOT,
                                "the site is occupied by %s of an atom: disordered crystals are not calculated",
                                word.text()));
            }
        }
        Optional<CifToken> hydrogens = loop.value(row, "_atom_site_attached_hydrogens");
        if (hydrogens.isPresent()
                && CifNumber.read(hydrogens.get().word(), "a number of hydrogens") != 0) {
            throw hydrogens.get().word().error("hydrogen atoms are counted here, but not listed");
        }
        Optional<CifToken> flag = loop.value(row, "_atom_site_calc_flag");
        if (flag.isPresent() && flag.get().word().text().equalsIgnoreCase("dum")) {
            throw flag.get().word().error("a dummy site is not an atom: remove it from the file");
        }
    }

    private static double coordinate(CifBlock block, CifLoop loop, int row, String tag) {
        CifToken token =
                loop.find(row, tag).orElseThrow(() -> block.error("the column is missing: " + tag));
        if (!token.isGiven()) {
            throw token.word().error("the coordinate of an atom is not given");
        }
        return CifNumber.read(token.word(), "a fractional coordinate");
    }

    private static Element element(CifBlock block, CifLoop loop, int row) {
        Optional<CifToken> type = loop.value(row, "_atom_site_type_symbol");
        if (type.isPresent()) {
            Word word = type.get().word();
            Matcher matcher = TYPE.matcher(word.text());
            return matcher.matches()
                    ? ElementLabel.symbol(matcher.group(1))
                            .orElseThrow(() -> word.error(word.quoted() + " is not an element"))
                    : ElementLabel.read(word);
        }
        Word label =
                loop.value(row, "_atom_site_label")
                        .orElseThrow(
                                () ->
                                        block.error(
                                                "neither _atom_site_type_symbol nor _atom_site_label"
                                                        + " names the element of atom "
                                                        + (row + 1)))
                        .word();
        Matcher matcher = LABEL.matcher(label.text());
        Matcher isotope = ISOTOPE_LABEL.matcher(label.text());
        Optional<Element> found =
                isotope.matches()
                        ? ElementLabel.symbol(isotope.group(1))
                        : matcher.matches()
                                ? ElementLabel.symbol(matcher.group(1))
                                : Optional.empty();
        return found.orElseThrow(
                () ->
                        label.error(
                                label.quoted()
                                        + " does not tell the element: a column"
                                        + " _atom_site_type_symbol is needed"));
    }

    /** Adds an atom and its images. */
    private void place(Element element, double[] position, CifLoop loop, int row) {
        double[] special = new double[3];
        int stabiliser = 0;
        for (CifOperation operation : operations) {
            double[] image = nearest(operation.apply(position), position);
            if (distance(image, position) < SPECIAL) {
                stabiliser++;
                for (int i = 0; i < 3; i++) {
                    special[i] += image[i] - position[i];
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            special[i] = position[i] + special[i] / stabiliser;
        }
        List<double[]> images = new ArrayList<>();
        for (CifOperation operation : operations) {
            double[] image = operation.apply(special);
            if (images.stream()
                    .noneMatch(other -> distance(nearest(image, other), other) < SPECIAL)) {
                images.add(image);
            }
        }
        Word place = loop.find(row, X).orElseThrow().word();
        if (images.size() * stabiliser != operations.size()) {
            throw place.error(
                    "the atom is so near to a special position that its images cannot be told apart:"
                            + " give its coordinates with more digits");
        }
        requireMultiplicity(loop, row, images.size(), stabiliser);
        if (sites.size() + images.size() > most) {
            throw place.error(
                    String.format(
                            Locale.ROOT, "there are more than the %d atoms that are read", most));
        }
        for (double[] r : images) {
            sites.add(new Site(element, wrapped(r[0]), wrapped(r[1]), wrapped(r[2])));
        }
    }

    /**
     * Compares with what the file says. The number is that of the images, in some files that of the
     * operations which keep the atom.
     */
    private static void requireMultiplicity(CifLoop loop, int row, int images, int stabiliser) {
        Optional<CifToken> said =
                loop.value(row, "_atom_site_site_symmetry_multiplicity")
                        .or(() -> loop.value(row, "_atom_site_symmetry_multiplicity"));
        if (said.isPresent()) {
            double number = CifNumber.read(said.get().word(), "a multiplicity");
            if (number != images && number != stabiliser) {
                throw said.get()
                        .word()
                        .error(
                                String.format(
                                        Locale.ROOT,
                                        "the file says that the atom has %s images, its symmetry makes %d",
                                        said.get().word().text(),
                                        images));
            }
        }
    }

    private static double wrapped(double x) {
        return x - Math.floor(x);
    }

    /** The periodic image of r that is nearest to another point. */
    private static double[] nearest(double[] r, double[] other) {
        double[] image = new double[3];
        for (int i = 0; i < 3; i++) {
            image[i] = r[i] - Math.rint(r[i] - other[i]);
        }
        return image;
    }

    /** Distance in Å of two points in fractional coordinates. */
    private double distance(double[] a, double[] b) {
        double[] r = lattice.cartesian(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        return Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]) * Constants.BOHR_IN_ANGSTROM;
    }
}
