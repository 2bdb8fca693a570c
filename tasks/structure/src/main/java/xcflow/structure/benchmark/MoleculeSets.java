package xcflow.structure.benchmark;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.structure.molecule.Molecule;

/**
 * Benchmark sets in a folder, or in a ZIP archive of one: each folder with a list of reactions
 * ({@code .res}, or a file that ends so or in {@code .din}) is a set, and has a folder or an XYZ
 * file for each of its systems.
 */
public final class MoleculeSets {
    private static final int DEPTH = 3;

    private MoleculeSets() {}

    /**
     * The sets, by name.
     *
     * @param path folder or ZIP archive
     * @param shown its name for messages
     * @param wanted names of the sets to be read; empty: all
     * @throws TextException if there is none, or one is not understood; the message names file and
     *     line
     */
    public static List<MoleculeSet> read(Path path, String shown, List<String> wanted) {
        try {
            if (Files.isDirectory(path)) {
                return inFolder(path, shown, wanted);
            }
            try (FileSystem archive = FileSystems.newFileSystem(path)) {
                return inFolder(archive.getPath("/"), shown, wanted);
            } catch (ProviderNotFoundException | ZipException | FileSystemNotFoundException e) {
                throw new TextException(
                        shown + " is neither a folder nor a ZIP archive of one, which holds sets");
            }
        } catch (IOException e) {
            throw new TextException("cannot read " + shown + ": " + e.getMessage());
        }
    }

    private static List<MoleculeSet> inFolder(Path folder, String shown, List<String> wanted)
            throws IOException {
        Map<String, Path> lists = lists(folder, shown);
        if (lists.isEmpty()) {
            throw new TextException(
                    shown
                            + " has no set: no folder with a list of reactions, which is called .res"
                            + " or ends in .res or .din");
        }
        for (String name : wanted) {
            if (!lists.containsKey(name)) {
                throw new TextException(
                        shown
                                + " has no set '"
                                + name
                                + "'; it has "
                                + String.join(", ", lists.keySet()));
            }
        }
        List<MoleculeSet> sets = new ArrayList<>();
        for (var list : lists.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(list.getKey())) {
                sets.add(set(list.getKey(), list.getValue(), folder, shown));
            }
        }
        return sets;
    }

    /** Lists of reactions by the name of the set. */
    private static Map<String, Path> lists(Path folder, String shown) throws IOException {
        Map<String, Path> lists = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            files =
                    all.filter(MoleculeSets::isList)
                            .filter(Files::isRegularFile)
                            .sorted(Comparator.comparing(Path::toString))
                            .toList();
        }
        for (Path file : files) {
            String name = name(file, folder, shown);
            if (lists.put(name, file) != null) {
                throw new TextException(shown + " has two sets called " + name);
            }
        }
        return lists;
    }

    private static boolean isList(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().matches("\\.resRC|.*\\.(res|din)");
    }

    /** That of the folder, for .res; that of the file without its ending for others. */
    private static String name(Path file, Path folder, String shown) {
        String own = String.valueOf(file.getFileName());
        if (!own.startsWith(".res")) {
            return own.replaceAll("\\.(res|din)$", "");
        }
        Path parent = file.getParent();
        String set =
                parent.equals(folder)
                        ? shown.replaceAll("/+$|\\.zip$", "").replaceAll(".*/", "")
                        : String.valueOf(parent.getFileName()).replaceAll("/$", "");
        return own.equals(".res") ? set : set + "RC";
    }

    private static MoleculeSet set(String name, Path list, Path folder, String shown) {
        Path own = list.getParent();
        String ownShown =
                own.equals(folder)
                        ? shown.replaceAll("/+$", "")
                        : shown.replaceAll("/+$", "") + "/" + folder.relativize(own);
        TextFile text = TextFile.read(list, ownShown + "/" + list.getFileName());
        boolean din = list.getFileName().toString().endsWith(".din");
        List<SetReaction> reactions = din ? DinFile.read(text) : ResFile.read(text);
        if (reactions.isEmpty()) {
            throw new TextException(text.name() + " has no reaction");
        }
        Map<String, Molecule> systems = new LinkedHashMap<>();
        for (SetReaction reaction : reactions) {
            for (String system : reaction.coefficients().keySet()) {
                if (!systems.containsKey(system)) {
                    systems.put(system, system(own, system, ownShown, reaction));
                }
            }
        }
        return new MoleculeSet(name, systems, reactions);
    }

    private static Molecule system(Path folder, String system, String shown, SetReaction reaction) {
        try {
            return SystemFolder.read(folder, system, shown);
        } catch (TextException e) {
            throw new TextException(
                    e.getMessage() + " (the system is needed at " + reaction.place() + ")");
        }
    }
}
