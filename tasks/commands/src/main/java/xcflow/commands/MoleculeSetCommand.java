package xcflow.commands;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.numerics.Element;
import xcflow.numerics.text.TextException;
import xcflow.structure.benchmark.BundledSets;
import xcflow.structure.benchmark.MoleculeSet;
import xcflow.structure.benchmark.MoleculeSets;
import xcflow.structure.benchmark.SetReaction;
import xcflow.structure.molecule.Molecule;

/** Shows what benchmark sets of molecules hold. */
@Command(
        name = "molecule-set",
        description =
                "Show the benchmark sets in a folder, or the bundled ones, as the task molecule-set"
                        + " reads them: systems, charges, spins, reactions and reference values.",
        footer = {
            "",
            "Exit code 2: something in the folder is not understood.",
            "Example: xcflow molecule-set --set BH76 --reactions",
            "Example: xcflow molecule-set GMTKN55 --set W4-11 --reactions"
        })
final class MoleculeSetCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            description =
                    "Folder of one or more sets, or a ZIP archive of one (default: the bundled"
                            + " sets).")
    private Path folder;

    @Option(
            names = "--set",
            paramLabel = "NAME",
            description = "Only this set; may be repeated (default: all).")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--most-atoms",
            paramLabel = "N",
            description = "Leave out reactions with a system of more atoms.")
    private Integer mostAtoms;

    @Option(names = "--reactions", description = "List the reactions.")
    private boolean reactions;

    @Option(names = "--systems", description = "List the systems.")
    private boolean systems;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (folder != null && !Files.exists(folder)) {
            throw refused("there is no folder " + folder);
        }
        if (mostAtoms != null && mostAtoms < 1) {
            throw refused("--most-atoms must be at least 1");
        }
        List<MoleculeSet> found;
        try {
            found =
                    read().stream()
                            .map(set -> mostAtoms == null ? set : set.upTo(mostAtoms))
                            .toList();
        } catch (TextException e) {
            throw refused(e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Screen.json(out, found.stream().map(MoleculeSetCommand::object).toList());
            return 0;
        }
        Screen.table(
                out,
                List.of("set", "reactions", "systems", "atoms", "charges", "unpaired", "elements"),
                found.stream().map(MoleculeSetCommand::row).toList());
        if (reactions) {
            Screen.table(
                    out,
                    List.of("set", "kcal/mol", "reaction"),
                    found.stream().flatMap(set -> reactionRows(set).stream()).toList());
        }
        if (systems) {
            Screen.table(
                    out,
                    List.of("set", "system", "formula", "charge", "unpaired"),
                    found.stream().flatMap(set -> systemRows(set).stream()).toList());
        }
        return 0;
    }

    private List<MoleculeSet> read() {
        return folder == null
                ? BundledSets.read(sets)
                : MoleculeSets.read(folder, folder.toString(), sets);
    }

    private static List<String> row(MoleculeSet set) {
        var all = set.systems().values();
        TreeSet<Integer> elements = new TreeSet<>();
        List<String> symbols = new ArrayList<>();
        all.forEach(m -> m.atoms().forEach(atom -> elements.add(atom.element().number())));
        elements.forEach(number -> symbols.add(Element.ofNumber(number).symbol()));
        return List.of(
                set.name(),
                String.valueOf(set.reactions().size()),
                String.valueOf(set.systems().size()),
                range(all.stream().mapToInt(m -> m.atoms().size()).toArray()),
                range(all.stream().mapToInt(Molecule::charge).toArray()),
                range(all.stream().mapToInt(Molecule::unpaired).toArray()),
                String.join(" ", symbols));
    }

    private static String range(int... values) {
        var sorted = Arrays.stream(values).summaryStatistics();
        if (values.length == 0) {
            return "";
        }
        return sorted.getMin() == sorted.getMax()
                ? String.valueOf(sorted.getMin())
                : sorted.getMin() + " to " + sorted.getMax();
    }

    private static List<List<String>> reactionRows(MoleculeSet set) {
        return set.reactions().stream()
                .map(r -> List.of(set.name(), number(r.energy()), r.name()))
                .toList();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static List<List<String>> systemRows(MoleculeSet set) {
        List<List<String>> rows = new ArrayList<>();
        set.systems()
                .forEach(
                        (name, m) ->
                                rows.add(
                                        List.of(
                                                set.name(),
                                                name,
                                                m.formula(),
                                                String.valueOf(m.charge()),
                                                String.valueOf(m.unpaired()))));
        return rows;
    }

    private static Map<String, Object> object(MoleculeSet set) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("set", set.name());
        json.put("reactions", set.reactions().stream().map(MoleculeSetCommand::object).toList());
        List<Map<String, Object>> members = new ArrayList<>();
        set.systems()
                .forEach(
                        (name, m) -> {
                            Map<String, Object> member = new LinkedHashMap<>();
                            member.put("system", name);
                            member.put("formula", m.formula());
                            member.put("atoms", m.atoms().size());
                            member.put("charge", m.charge());
                            member.put("unpaired", m.unpaired());
                            members.add(member);
                        });
        json.put("systems", members);
        return json;
    }

    private static Map<String, Object> object(SetReaction reaction) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reaction", reaction.name());
        json.put("coefficients", reaction.coefficients());
        json.put("kcal-per-mol", reaction.energy());
        json.put("place", reaction.place());
        return json;
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
