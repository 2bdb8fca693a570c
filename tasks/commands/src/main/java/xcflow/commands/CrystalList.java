package xcflow.commands;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.LibraryCrystal;

/** The library of crystals on the screen. */
final class CrystalList {
    private CrystalList() {}

    static void print(boolean json, PrintWriter out) {
        List<LibraryCrystal> crystals = CrystalLibrary.bundled().crystals();
        if (json) {
            Screen.json(out, crystals.stream().map(CrystalList::object).toList());
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (LibraryCrystal crystal : crystals) {
            rows.add(
                    List.of(
                            crystal.name(),
                            crystal.family(),
                            crystal.prototype(),
                            String.format(Locale.ROOT, "%.4f", crystal.a()),
                            crystal.c() > 0 ? String.format(Locale.ROOT, "%.3f", crystal.c()) : "",
                            String.join(" ", crystal.pseudopotentials()),
                            String.format(Locale.ROOT, "%.0f", crystal.cutoff()),
                            crystal.kpoints().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining("x")),
                            crystal.smearing().map(s -> s.kind() + ":" + s.width()).orElse("none"),
                            crystal.allElectron().isPresent() ? "yes" : ""));
        }
        Screen.table(
                out,
                List.of(
                        "name",
                        "family",
                        "prototype",
                        "a (Å)",
                        "c (Å)",
                        "pseudopotentials",
                        "cutoff (Ha)",
                        "k-points",
                        "smearing",
                        "all-electron"),
                rows);
        crystals.stream()
                .filter(crystal -> !crystal.note().isEmpty())
                .forEach(crystal -> out.println(crystal.name() + ": " + crystal.note()));
        out.flush();
    }

    private static Map<String, Object> object(LibraryCrystal crystal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", crystal.name());
        json.put("family", crystal.family());
        json.put("prototype", crystal.prototype());
        json.put("a", crystal.a());
        json.put("c", crystal.c() > 0 ? crystal.c() : null);
        json.put("source", crystal.source());
        json.put("pseudopotentials", crystal.pseudopotentialByElement());
        json.put("cutoff", crystal.cutoff());
        json.put("kpoints", crystal.kpoints());
        json.put("smearing", crystal.smearing().orElse(null));
        json.put("all-electron", crystal.allElectron().orElse(null));
        json.put("published-pseudopotential", crystal.gth().orElse(null));
        json.put("note", crystal.note());
        return json;
    }
}
