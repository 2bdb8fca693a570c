package xcflow.structure.cif;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.Constants;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/** The crystal that a CIF describes. */
public final class CifCrystal {
    private static final String ATOMS = "_atom_site_fract_x";
    private static final Pattern FORMULA_PART = Pattern.compile("([A-Z][a-z]?)([0-9]+)?");
    private static final double VOLUME_ERROR = 0.02;

    private CifCrystal() {}

    /**
     * The crystal of the only block that has atoms.
     *
     * @param mostAtoms limit of the number of atoms in the cell
     * @throws IllegalArgumentException if anything in the file is not understood or contradicts the
     *     rest
     */
    public static Crystal read(TextFile text, int mostAtoms) {
        CifBlock block = only(CifBlock.read(text), text);
        refuse(block, "_symop_magn", "magnetic structures are not read");
        refuse(block, "_atom_site_moment", "magnetic structures are not read");
        refuse(block, "_ssg_", "modulated structures are not read");
        refuse(block, "_cell_wave_vector", "modulated structures are not read");
        Lattice lattice = lattice(block);
        List<CifOperation> operations = CifSymmetry.read(block, lattice);
        List<Site> sites = new CifSites(operations, lattice, mostAtoms).read(block);
        requireFormula(block, sites);
        try {
            return new Crystal(lattice, sites);
        } catch (IllegalArgumentException e) {
            throw block.error("with all symmetric images, " + e.getMessage());
        }
    }

    private static CifBlock only(List<CifBlock> blocks, TextFile text) {
        List<CifBlock> found = blocks.stream().filter(b -> b.loop(ATOMS).isPresent()).toList();
        if (found.isEmpty()) {
            throw new TextException(
                    text.name()
                            + " has no atoms: a loop with _atom_site_fract_x, y and z is needed");
        }
        if (found.size() > 1) {
            throw found.get(1)
                    .error(
                            String.format(
                                    Locale.ROOT,
                                    "the file has several structures (%s): keep one",
                                    String.join(
                                            ", ",
                                            found.stream()
                                                    .limit(5)
                                                    .map(b -> b.name().text().substring(5))
                                                    .toList())));
        }
        return found.get(0);
    }

    private static void refuse(CifBlock block, String part, String why) {
        block.tagWith(part)
                .ifPresent(
                        tag -> {
                            throw block.error(why + " (" + tag + ")");
                        });
    }

    /** a along x, b in the plane of x and y. */
    private static Lattice lattice(CifBlock block) {
        double a = cell(block, "_cell_length_a");
        double b = cell(block, "_cell_length_b");
        double c = cell(block, "_cell_length_c");
        double cosA = cosine(cell(block, "_cell_angle_alpha"));
        double cosB = cosine(cell(block, "_cell_angle_beta"));
        double cosC = cosine(cell(block, "_cell_angle_gamma"));
        double sinC = Math.sqrt(1 - cosC * cosC);
        double y = (cosA - cosB * cosC) / sinC;
        double z = Math.sqrt(1 - cosB * cosB - y * y);
        Lattice lattice;
        try {
            lattice =
                    Lattice.ofRows(
                                    new double[][] {
                                        {a, 0, 0},
                                        {b * cosC, b * sinC, 0},
                                        {c * cosB, c * y, c * z}
                                    })
                            .scaled(1 / Constants.BOHR_IN_ANGSTROM);
        } catch (IllegalArgumentException e) {
            throw block.error("lengths and angles do not make a cell");
        }
        Optional<Word> volume = block.value("_cell_volume");
        if (volume.isPresent()) {
            double said = CifNumber.read(volume.get(), "the volume of the cell");
            double found = lattice.volume() * Math.pow(Constants.BOHR_IN_ANGSTROM, 3);
            if (!(Math.abs(said / found - 1) < VOLUME_ERROR)) {
                throw volume.get()
                        .error(
                                String.format(
                                        Locale.ROOT,
                                        "the file says %s Å³, its lengths and angles make %.2f",
                                        volume.get().text(),
                                        found));
            }
        }
        return lattice;
    }

    private static double cell(CifBlock block, String tag) {
        Word word = block.value(tag).orElseThrow(() -> block.error(tag + " is missing"));
        double value = CifNumber.read(word, "a length or angle of the cell");
        boolean angle = tag.contains("angle");
        if (!(value > 0) || (angle && value >= 180)) {
            throw word.error(word.quoted() + " is not possible as " + tag);
        }
        return value;
    }

    /** Exact where rounding would tilt a cell. */
    private static double cosine(double degrees) {
        if (degrees == 90) {
            return 0;
        }
        if (degrees == 60 || degrees == 120) {
            return degrees == 60 ? 0.5 : -0.5;
        }
        return Math.cos(Math.toRadians(degrees));
    }

    /** A formula that the atoms do not make means that atoms are missing from the list. */
    private static void requireFormula(CifBlock block, List<Site> sites) {
        Optional<Word> formula = block.value("_chemical_formula_sum");
        Map<String, Integer> said = formula.map(f -> counts(f.text())).orElse(Map.of());
        if (said.isEmpty()) {
            return;
        }
        Map<String, Integer> found = new LinkedHashMap<>();
        sites.forEach(site -> found.merge(site.element().symbol(), 1, Integer::sum));
        String first = said.keySet().iterator().next();
        boolean equal = said.keySet().equals(found.keySet());
        for (String symbol : said.keySet()) {
            equal =
                    equal
                            && (long) said.get(symbol) * found.get(first)
                                    == (long) said.get(first) * found.get(symbol);
        }
        if (!equal) {
            throw formula.get()
                    .error(
                            String.format(
                                    Locale.ROOT,
                                    "the formula is %s, but the cell has %s: atoms are missing or too many",
                                    formula.get().text(),
                                    found));
        }
    }

    /** Numbers of atoms in a formula; empty if it is none of whole numbers. */
    private static Map<String, Integer> counts(String formula) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String part : formula.strip().split("\\s+")) {
            Matcher matcher = FORMULA_PART.matcher(part);
            if (!matcher.matches() || ElementLabel.symbol(matcher.group(1)).isEmpty()) {
                return Map.of();
            }
            int count =
                    matcher.group(2) == null || matcher.group(2).length() > 6
                            ? 1
                            : Integer.parseInt(matcher.group(2));
            String symbol = ElementLabel.symbol(matcher.group(1)).orElseThrow().symbol();
            counts.merge(symbol, count, Integer::sum);
        }
        return counts;
    }
}
