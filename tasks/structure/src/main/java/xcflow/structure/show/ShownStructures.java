package xcflow.structure.show;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.spi.StructureFiles;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.CrystalReader;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Our readers and libraries for those who only look. */
public final class ShownStructures implements StructureFiles {
    private static final int MOST_FRAMES = 500;
    private static final int MOST_LINES = 200_000;

    @Override
    public List<Geometry> read(Path file, String name) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        try {
            if (lower.endsWith(".xyz") && !crystal(file)) {
                return molecules(file, name);
            }
            return List.of(geometry(name, CrystalReader.read(file, name)));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static boolean crystal(Path file) throws IOException {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.skip(1).findFirst().filter(line -> line.contains("Lattice=")).isPresent();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The frames of a file of molecules, each read by itself. */
    private static List<Geometry> molecules(Path file, String name) throws IOException {
        List<String> lines;
        try (var all = Files.lines(file, StandardCharsets.UTF_8)) {
            lines = all.limit(MOST_LINES).toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        List<Geometry> frames = new ArrayList<>();
        int at = 0;
        while (at < lines.size() && frames.size() < MOST_FRAMES) {
            if (lines.get(at).isBlank()) {
                at++;
                continue;
            }
            int atoms = count(lines.get(at), name);
            int end = Math.min(lines.size(), at + 2 + atoms);
            List<String> frame = lines.subList(at, end);
            String title = frame.size() > 1 ? frame.get(1).strip() : "";
            frames.add(geometry(title, Molecules.xyz(String.join("\n", frame) + "\n")));
            at = end;
        }
        return frames;
    }

    private static int count(String line, String name) throws IOException {
        try {
            return Math.max(1, Integer.parseInt(line.strip()));
        } catch (NumberFormatException e) {
            throw new IOException(name + ": '" + line + "' is not a number of atoms", e);
        }
    }

    @Override
    public Optional<Geometry> named(String name) {
        Molecule molecule = Molecules.all().get(name);
        if (molecule != null) {
            return Optional.of(geometry(name, molecule));
        }
        return CrystalLibrary.bundled()
                .find(name)
                .map(crystal -> geometry(name, crystal.crystal()));
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        CrystalLibrary.bundled().crystals().forEach(crystal -> names.add(crystal.name()));
        for (Map.Entry<String, Molecule> molecule : Molecules.all().entrySet()) {
            names.add(molecule.getKey());
        }
        return names;
    }

    private static Geometry geometry(String title, Molecule molecule) {
        return new Geometry(
                title, molecule.atoms().stream().map(ShownStructures::placed).toList(), List.of());
    }

    private static PlacedAtom placed(Atom atom) {
        double unit = Constants.BOHR_IN_ANGSTROM;
        return new PlacedAtom(
                atom.element().symbol(), atom.x() * unit, atom.y() * unit, atom.z() * unit);
    }

    private static Geometry geometry(String title, Crystal crystal) {
        double unit = Constants.BOHR_IN_ANGSTROM;
        List<PlacedAtom> atoms = new ArrayList<>();
        for (Site site : crystal.sites()) {
            double[] at = crystal.lattice().cartesian(site.fractional());
            atoms.add(
                    new PlacedAtom(
                            site.element().symbol(), at[0] * unit, at[1] * unit, at[2] * unit));
        }
        List<double[]> lattice = new ArrayList<>();
        for (double[] row : crystal.lattice().rows()) {
            lattice.add(new double[] {row[0] * unit, row[1] * unit, row[2] * unit});
        }
        return new Geometry(title, atoms, lattice);
    }
}
