package xcflow.structure.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.Constants;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Words;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.MoleculeException;

/**
 * Turbomole's {@code coord}: behind {@code $coord} lines {@code x y z symbol} in bohr ({@code
 * $coord angs} in ångström), then {@code $eht charge=… unpaired=…} if that is known, and {@code
 * $end}. Internal coordinates and other groups are passed over, as Turbomole does with what it does
 * not know; periodic ones are refused.
 */
final class TurbomoleCoord {
    private static final Pattern SETTING =
            Pattern.compile("(charge|unpaired)\\s*=\\s*(-?\\d{1,4})");

    private TurbomoleCoord() {}

    /**
     * @throws TextException if it is not understood
     */
    static Molecule read(TextFile file) {
        List<Atom> atoms = new ArrayList<>();
        Optional<Integer> charge = Optional.empty();
        Optional<Integer> unpaired = Optional.empty();
        boolean reading = false;
        double scale = 1;
        for (int i = 0; i < file.lines().size(); i++) {
            Line line = file.line(i).withoutComment("#");
            String text = line.text().strip().toLowerCase(Locale.ROOT);
            if (text.isEmpty()) {
                continue;
            }
            if (text.startsWith("$")) {
                String group = text.split("[\\s=]+")[0];
                reading = group.equals("$coord");
                if (reading) {
                    scale = unit(text, line);
                } else if (group.equals("$periodic") || group.equals("$lattice")) {
                    throw line.error("a periodic system is a crystal, not a molecule");
                } else if (group.equals("$end")) {
                    break;
                }
                Matcher setting = SETTING.matcher(text);
                while (group.equals("$eht") && setting.find()) {
                    Optional<Integer> value = Optional.of(Integer.valueOf(setting.group(2)));
                    if (setting.group(1).equals("charge")) {
                        charge = value;
                    } else {
                        unpaired = value;
                    }
                }
            } else if (reading) {
                Words words = line.words();
                double[] position = words.numbers(3, "a coordinate");
                atoms.add(
                        new Atom(
                                ElementLabel.read(words.next("an element")),
                                scale * position[0],
                                scale * position[1],
                                scale * position[2]));
                if (words.hasNext() && words.peek().text().equalsIgnoreCase("f")) {
                    words.next("the mark of a frozen atom");
                }
                words.end();
            }
        }
        if (atoms.isEmpty()) {
            throw new TextException(file.name() + " has no atoms behind $coord");
        }
        try {
            int electrons = atoms.stream().mapToInt(Atom::charge).sum() - charge.orElse(0);
            return new Molecule(
                    atoms, charge.orElse(0), unpaired.orElse(Math.floorMod(electrons, 2)));
        } catch (MoleculeException e) {
            throw new TextException(file.name() + ": " + e.getMessage());
        }
    }

    private static double unit(String text, Line line) {
        String[] words = text.split("\\s+");
        if (words.length == 1 || words[1].equals("bohr")) {
            return 1;
        }
        if (words[1].startsWith("ang")) {
            return 1 / Constants.BOHR_IN_ANGSTROM;
        }
        throw line.error("'" + text + "' is read in bohr ($coord) or ångström ($coord angs)");
    }
}
