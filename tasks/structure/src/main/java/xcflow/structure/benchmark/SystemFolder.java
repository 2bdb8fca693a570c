package xcflow.structure.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.MoleculeException;
import xcflow.structure.molecule.Molecules;

/**
 * One system of a set: {@code struc.xyz} or Turbomole's {@code coord} in a folder, with its charge
 * in {@code .CHRG} and its number of unpaired electrons in {@code .UHF}; or an XYZ file whose
 * comment says both. Where nothing is said, a system is neutral and as few electrons as possible
 * are unpaired.
 */
final class SystemFolder {
    private SystemFolder() {}

    /**
     * @param folder of the set
     * @param system its name in the reactions
     * @param shown name of the folder for messages
     * @throws TextException if there is no such system, or it is not understood
     */
    static Molecule read(Path folder, String system, String shown) {
        try {
            Path own = folder.resolve(system);
            if (Files.isDirectory(own)) {
                return inFolder(own, shown + "/" + system);
            }
            for (Path place : places(folder)) {
                Path file = place.resolve(system + ".xyz");
                if (Files.isRegularFile(file)) {
                    return Molecules.file(file, shown + "/" + folder.relativize(file));
                }
            }
            throw new TextException(
                    "there is neither a folder "
                            + shown
                            + "/"
                            + system
                            + " nor a file "
                            + system
                            + ".xyz in it");
        } catch (MoleculeException e) {
            throw new TextException(e.getMessage());
        } catch (IOException e) {
            throw new TextException("cannot read " + shown + "/" + system + ": " + e.getMessage());
        }
    }

    /** The folder and those directly in it. */
    private static List<Path> places(Path folder) throws IOException {
        try (var inside = Files.list(folder)) {
            return Stream.concat(Stream.of(folder), inside.filter(Files::isDirectory).sorted())
                    .toList();
        }
    }

    private static Molecule inFolder(Path folder, String shown) throws IOException {
        Optional<Integer> charge = number(folder, ".CHRG", shown, "a charge");
        Optional<Integer> unpaired =
                number(folder, ".UHF", shown, "a number of unpaired electrons");
        for (String name : List.of("struc.xyz", "coord.xyz")) {
            if (Files.isRegularFile(folder.resolve(name))) {
                String file = shown + "/" + name;
                return told(Molecules.file(folder.resolve(name), file), charge, unpaired, file);
            }
        }
        if (Files.isRegularFile(folder.resolve("coord"))) {
            TextFile coord = TextFile.read(folder.resolve("coord"), shown + "/coord");
            return told(TurbomoleCoord.read(coord), charge, unpaired, shown + "/coord");
        }
        try (var inside = Files.list(folder)) {
            List<Path> files =
                    inside.filter(f -> f.getFileName().toString().endsWith(".xyz"))
                            .sorted()
                            .toList();
            if (files.size() == 1) {
                String file = shown + "/" + files.get(0).getFileName();
                return told(Molecules.file(files.get(0), file), charge, unpaired, file);
            }
        }
        throw new TextException(
                shown + " has no geometry: neither struc.xyz nor coord, nor a single XYZ file");
    }

    /** With what the files beside the geometry say, which must not contradict it. */
    private static Molecule told(
            Molecule read, Optional<Integer> charge, Optional<Integer> unpaired, String file) {
        if (charge.isPresent() && read.charge() != 0 && read.charge() != charge.get()) {
            throw new TextException(
                    file
                            + " has the charge "
                            + read.charge()
                            + ", but .CHRG beside it says "
                            + charge.get());
        }
        Molecule charged = read.with(charge, Optional.empty());
        if (unpaired.isPresent()
                && charged.unpaired() > 1
                && charged.unpaired() != unpaired.get()) {
            throw new TextException(
                    file
                            + " leaves "
                            + charged.unpaired()
                            + " electrons unpaired, but .UHF beside it says "
                            + unpaired.get());
        }
        try {
            return charged.with(Optional.empty(), unpaired);
        } catch (MoleculeException e) {
            throw new TextException(file + ": " + e.getMessage());
        }
    }

    private static Optional<Integer> number(Path folder, String name, String shown, String what) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        TextFile text = TextFile.read(file, shown + "/" + name);
        Optional<Integer> found = Optional.empty();
        for (int i = 0; i < text.lines().size(); i++) {
            Line line = text.line(i);
            if (line.isBlank()) {
                continue;
            }
            Words words = line.words();
            Word word = words.next(what);
            words.end();
            if (found.isPresent()) {
                throw word.error("there is a second line, but one number is expected");
            }
            found = Optional.of(word.integer(what));
        }
        if (found.isEmpty()) {
            throw new TextException(shown + "/" + name + " is empty, but should hold " + what);
        }
        return found;
    }
}
