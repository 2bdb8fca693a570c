package xcflow.structure.library;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import xcflow.numerics.Constants;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.structure.cif.CifCrystal;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.xyz.XyzAtom;
import xcflow.structure.xyz.XyzFile;

/**
 * Reads a crystal from a file: CIF if its name ends in {@code .cif}, extended XYZ if in {@code
 * .xyz} or {@code .extxyz}, else POSCAR.
 */
public final class CrystalReader {
    /** More atoms in a cell are more than plane waves can treat here. */
    static final int MOST_ATOMS = 1000;

    private CrystalReader() {}

    /**
     * @param name of the file as the user knows it; its ending tells the format
     * @throws IllegalArgumentException if anything in the file is not understood
     */
    public static Crystal read(Path file, String name) {
        TextFile text = TextFile.read(file, name);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".cif") || lower.endsWith(".mcif")) {
            return CifCrystal.read(text, MOST_ATOMS);
        }
        try {
            return lower.endsWith("xyz") ? xyz(text) : PoscarReader.read(text);
        } catch (TextException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new TextException(name + ": " + e.getMessage());
        }
    }

    private static Crystal xyz(TextFile text) {
        XyzFile file = XyzFile.read(text);
        double[] rows =
                file.comment()
                        .lattice()
                        .orElseThrow(
                                () ->
                                        file.comment()
                                                .error(
                                                        "a crystal needs Lattice=\"…\" with nine numbers"
                                                                + " here; a molecule is given with"
                                                                + " --molecule (molecules: in a task)"));
        if (file.comment().periodicDirections() != 3) {
            throw file.comment()
                    .error(
                            "pbc repeats the atoms in fewer than three directions, plane waves in all:"
                                    + " write pbc=\"T T T\" if that is meant");
        }
        refuseElectrons(file);
        if (file.atoms().size() > MOST_ATOMS) {
            throw file.comment()
                    .error(
                            String.format(
                                    Locale.ROOT,
                                    "%d atoms are more than the %d that are read",
                                    file.atoms().size(),
                                    MOST_ATOMS));
        }
        double bohr = 1 / Constants.BOHR_IN_ANGSTROM;
        Lattice lattice =
                Lattice.ofRows(
                                new double[][] {
                                    {rows[0], rows[1], rows[2]},
                                    {rows[3], rows[4], rows[5]},
                                    {rows[6], rows[7], rows[8]}
                                })
                        .scaled(bohr);
        List<Site> sites =
                file.atoms().stream()
                        .map(
                                atom -> {
                                    double[] f =
                                            lattice.fractional(
                                                    atom.x() * bohr,
                                                    atom.y() * bohr,
                                                    atom.z() * bohr);
                                    return new Site(atom.element(), f[0], f[1], f[2]);
                                })
                        .toList();
        return new Crystal(lattice, sites);
    }

    /** Cells are neutral, and their spin is an option of the calculation. */
    private static void refuseElectrons(XyzFile file) {
        if (file.atoms().stream().anyMatch(XyzAtom::ghost)) {
            throw file.comment().error("a crystal has no ghost atoms");
        }
        if (file.atoms().stream().anyMatch(atom -> atom.charge() != 0 || atom.moment() != 0)) {
            throw file.comment()
                    .error(
                            "initial charges and moments of a crystal's atoms are not taken from a"
                                    + " file: leave these columns out; --moment sets the spin");
        }
        file.comment()
                .pairs()
                .forEach(
                        (key, value) -> {
                            boolean electrons =
                                    key.matches("q|uhf|.*(charge|spin|mult|unpaired|magmom).*");
                            if (electrons && !isNothing(key, value)) {
                                throw value.error(
                                        String.format(
                                                Locale.ROOT,
                                                "'%s' of a crystal is not taken from a file: cells are neutral, --moment sets the spin",
                                                key));
                            }
                        });
    }

    private static boolean isNothing(String key, Word value) {
        double nothing = key.contains("mult") ? 1 : 0;
        return value.isNumber() && value.number(key) == nothing;
    }
}
