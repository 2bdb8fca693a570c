package xcflow.gaussian.scf;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Functionals;
import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Energies of another program, and ours for the same systems. */
final class ReferenceEnergies {
    private static final JsonNode DATA = read("molecules.json");

    /**
     * Parts of the same energies, in the same order, converged further: unlike the total they are
     * not variational, and those of the table move by up to 3e-5 Ha when it is converged.
     */
    private static final JsonNode PARTS = read("parts.json");

    /**
     * One system, basis, functional and grid.
     *
     * @param parts of the converged energy
     */
    record Entry(JsonNode json, JsonNode parts) {
        Entry {
            for (String field : List.of("system", "basis", "functional", "nao", "grid_level")) {
                if (!json.get(field).equals(parts.get(field))) {
                    throw new AssertionError("the tables differ in their order: " + parts);
                }
            }
        }

        String text(String field) {
            return json.get(field).asString();
        }

        double number(String field) {
            return json.get(field).asDouble();
        }

        double part(String field) {
            return parts.get(field).asDouble();
        }

        int level() {
            return json.get("grid_level").asInt();
        }

        Molecule molecule() {
            List<Atom> atoms = new ArrayList<>();
            for (JsonNode atom : DATA.get("geometries_bohr").get(text("system"))) {
                JsonNode position = atom.get(1);
                atoms.add(
                        new Atom(
                                Element.ofSymbol(atom.get(0).asString()).orElseThrow(),
                                position.get(0).asDouble(),
                                position.get(1).asDouble(),
                                position.get(2).asDouble()));
            }
            return new Molecule(atoms, 0, json.get("spin_2S").asInt());
        }

        /** Spherical or Cartesian functions, whichever gives the number in the table. */
        Basis basis() {
            BasisSet set = BasisSet.of(text("basis"));
            return isCartesian()
                    ? Basis.of(molecule(), set, AngularFunctions.CARTESIAN)
                    : Basis.of(molecule(), set);
        }

        boolean isCartesian() {
            int count = Basis.of(molecule(), BasisSet.of(text("basis"))).count();
            return count != json.get("nao").asInt();
        }

        @Override
        public String toString() {
            return "%s %s/%s level %d, %d functions"
                    .formatted(
                            text("system"),
                            text("functional"),
                            text("basis"),
                            level(),
                            json.get("nao").asInt());
        }
    }

    /** Greatest deviations of one calculation, hartree and atomic units. */
    record Deviation(
            double total,
            double oneElectron,
            double coulomb,
            double exchangeCorrelation,
            double dipole,
            double frontier,
            int iterations) {

        double worstEnergy() {
            return Math.max(Math.max(total, oneElectron), Math.max(coulomb, exchangeCorrelation));
        }
    }

    private ReferenceEnergies() {}

    /** All Kohn–Sham entries. */
    static Stream<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode json : DATA.get("entries")) {
            if (json.has("grid_level")) {
                entries.add(new Entry(json, PARTS.get("entries").get(entries.size())));
            }
        }
        return entries.stream();
    }

    /** Calculates an entry anew. */
    static Deviation deviation(Entry entry, Workers workers) {
        ScfOptions options =
                ScfOptions.defaults().withGrid(entry.level()).withTolerances(1e-10, 3e-8);
        try (KohnSham system = new KohnSham(entry.basis(), options, workers)) {
            ScfResult result = system.solve(Functionals.named(entry.text("functional")));
            Energies energies = result.energies();
            double dipole = 0;
            for (int axis = 0; entry.json.has("dipole_debye") && axis < 3; axis++) {
                double reference = entry.json.get("dipole_debye").get(axis).asDouble();
                dipole =
                        Math.max(dipole, Math.abs(result.dipole()[axis] - reference / 2.541746473));
            }
            return new Deviation(
                    Math.abs(result.energy() - entry.number("E_tot")),
                    Math.abs(energies.kinetic() + energies.attraction() - entry.part("E1")),
                    Math.abs(energies.coulomb() - entry.part("E_coul")),
                    Math.abs(energies.exchangeCorrelation() - entry.part("E_xc")),
                    dipole,
                    frontier(entry, result),
                    result.iterations());
        }
    }

    private static double frontier(Entry entry, ScfResult result) {
        double worst = 0;
        if (!entry.json.has("homo")) {
            return worst;
        }
        for (int spin = 0; spin < result.orbitals().size(); spin++) {
            Orbitals orbitals = result.orbitals().get(spin);
            worst = Math.max(worst, difference(entry.json.get("homo"), spin, orbitals.homo()));
        }
        return worst;
    }

    private static double difference(JsonNode reference, int spin, double value) {
        JsonNode own = reference.isArray() ? reference.get(spin) : reference;
        return own.isNull() ? 0 : Math.abs(own.asDouble() - value);
    }

    private static JsonNode read(String file) {
        try (InputStream in = ReferenceEnergies.class.getResourceAsStream(file)) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Prints the whole table and a summary; ends with 1 if an energy or a part of one is off by
     * more than 1e-6 Ha. Arguments: number of threads, and optionally a word to filter by.
     */
    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        String filter = arguments.length > 1 ? arguments[1] : "";
        DeviationTable table = new DeviationTable();
        System.out.println(
                "| system, functional/basis | total | one-electron | Coulomb | XC | dipole (au) |"
                        + " HOMO | iterations |\n|---|---|---|---|---|---|---|---|");
        try (Workers workers = new Workers(threads)) {
            entries()
                    .filter(entry -> entry.toString().contains(filter))
                    .forEach(
                            entry -> {
                                Deviation deviation = deviation(entry, workers);
                                print(entry, deviation);
                                table.add(entry, deviation);
                            });
        }
        System.out.print(table.summary());
        System.exit(table.holds() ? 0 : 1);
    }

    private static void print(Entry entry, Deviation d) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1e | %.1e | %.1e | %.1e | %.1e | %.1e | %d |%n",
                entry,
                d.total,
                d.oneElectron,
                d.coulomb,
                d.exchangeCorrelation,
                d.dipole,
                d.frontier,
                d.iterations);
    }
}
