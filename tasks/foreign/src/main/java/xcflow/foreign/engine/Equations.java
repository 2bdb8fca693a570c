package xcflow.foreign.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.engine.InputFiles;
import xcflow.spi.Artefact;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/**
 * What is to be calculated, as requests say it.
 *
 * @param series what the members of a series share; empty for others
 */
record Equations(
        Structure structure,
        ForeignSettings settings,
        Map<String, Object> series,
        InputFiles files) {

    String name() {
        return structure.name();
    }

    int threads() {
        return ThreadsSetting.of(settings);
    }

    /**
     * Electrons of all atoms less the charge; what a program with pseudopotentials has is fewer.
     */
    int allElectrons() {
        return structure instanceof Structure.OfMolecule molecule
                ? molecule.molecule().electrons()
                : ((Structure.OfCrystal) structure)
                        .crystal().sites().stream().mapToInt(s -> s.element().number()).sum();
    }

    /** Identity for starts: atoms and settings, wherever the atoms are. */
    String identity() {
        return new java.util.TreeMap<>(settings.values())
                + " "
                + (structure instanceof Structure.OfMolecule m
                        ? symbols(m.molecule())
                                + " "
                                + m.molecule().charge()
                                + " "
                                + m.molecule().unpaired()
                        : symbols(((Structure.OfCrystal) structure).crystal()).toString());
    }

    /**
     * Parts of a request.
     *
     * @throws TaskFailure if a file among the settings cannot be read
     */
    Map<String, Object> parts() throws TaskFailure {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("structure", described());
        Map<String, Object> values = new LinkedHashMap<>();
        for (var entry : settings.values().entrySet()) {
            values.put(entry.getKey(), plain(entry.getValue()));
        }
        parts.put("settings", values);
        if (!series.isEmpty()) {
            parts.put("series", series);
        }
        return parts;
    }

    private Object plain(Object value) throws TaskFailure {
        if (value instanceof Artefact artefact) {
            try {
                Map<String, Object> file = new LinkedHashMap<>();
                file.put("file", files.file(artefact).toAbsolutePath().toString());
                file.put("name", artefact.name());
                file.put("sha256", artefact.digest());
                return file;
            } catch (IOException e) {
                throw new TaskFailure(artefact.name() + " cannot be read: " + e.getMessage());
            }
        }
        if (value instanceof xcflow.spi.Source.Name name) {
            return name.value();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (var entry : map.entrySet()) {
                values.put((String) entry.getKey(), plain(entry.getValue()));
            }
            return values;
        }
        return value;
    }

    private Map<String, Object> described() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", name());
        if (structure instanceof Structure.OfMolecule molecule) {
            Molecule atoms = molecule.molecule();
            all.put("kind", "molecule");
            all.put("symbols", symbols(atoms));
            all.put(
                    "positions",
                    atoms.atoms().stream().map(a -> List.of(a.x(), a.y(), a.z())).toList());
            all.put("charge", atoms.charge());
            all.put("unpaired", atoms.unpaired());
            return all;
        }
        Structure.OfCrystal named = (Structure.OfCrystal) structure;
        Crystal crystal = named.crystal();
        all.put("kind", "crystal");
        all.put("symbols", symbols(crystal));
        all.put("lattice", rows(crystal.lattice().rows()));
        List<List<Double>> fractional = new ArrayList<>();
        List<List<Double>> positions = new ArrayList<>();
        for (Site site : crystal.sites()) {
            fractional.add(Arrays.stream(site.fractional()).boxed().toList());
            positions.add(
                    Arrays.stream(crystal.lattice().cartesian(site.fractional())).boxed().toList());
        }
        all.put("fractional", fractional);
        all.put("positions", positions);
        all.put("moments", crystal.sites().stream().map(Site::moment).toList());
        named.entry()
                .ifPresent(
                        entry -> {
                            Map<String, Object> recommended = new LinkedHashMap<>();
                            recommended.put("kpoints", entry.kpoints());
                            entry.smearing()
                                    .ifPresent(
                                            smearing -> {
                                                recommended.put("smearing", smearing.kind());
                                                recommended.put("smearing-width", smearing.width());
                                            });
                            recommended.put("pseudopotentials", entry.pseudopotentials());
                            recommended.put("layered", entry.layered());
                            all.put("recommended", recommended);
                        });
        return all;
    }

    static List<List<Double>> rows(double[][] matrix) {
        return Arrays.stream(matrix).map(row -> Arrays.stream(row).boxed().toList()).toList();
    }

    private static List<String> symbols(Molecule molecule) {
        return molecule.atoms().stream().map(Atom::element).map(e -> e.symbol()).toList();
    }

    private static List<String> symbols(Crystal crystal) {
        return crystal.sites().stream().map(site -> site.element().symbol()).toList();
    }
}
