package xcflow.planewave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Functionals;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.pseudopotential.GthLibrary;
import xcflow.planewave.pseudopotential.Pseudopotentials;
import xcflow.planewave.scf.Energies;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;
import xcflow.structure.symmetry.SymmetricCrystal;

/** The entries of crystals.json and its companions as models and settings of this engine. */
final class AbinitCases {
    private AbinitCases() {}

    /**
     * @param expected ABINIT's parts of the energy by their names in {@link Energies#byName()}
     * @param forces [sites × 3], Ha/bohr; empty if not known
     * @param stress [3 × 3], Ha/bohr³; empty if not known
     */
    record Case(
            String id,
            Model model,
            Settings settings,
            double energy,
            Map<String, Double> expected,
            int irreduciblePoints,
            double[] forces,
            double[] stress,
            Magnetism magnetism) {
        /**
         * @param moment up minus down electrons; NaN if not known
         * @param radius of the spheres about the atoms, bohr
         * @param spheres moments in them
         */
        record Magnetism(double moment, double radius, double[] spheres) {
            static Magnetism of(JsonNode entry) {
                if (!entry.has("moment")) {
                    return new Magnetism(Double.NaN, Double.NaN, new double[0]);
                }
                List<Double> spheres = new ArrayList<>();
                entry.get("sphere_moments").forEach(m -> spheres.add(m.asDouble()));
                return new Magnetism(
                        entry.get("moment").asDouble(),
                        entry.get("sphere_radius_bohr").asDouble(),
                        spheres.stream().mapToDouble(Double::doubleValue).toArray());
            }
        }

        int atoms() {
            return model.atoms().size();
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static List<Case> all() {
        return of("crystals.json");
    }

    /** With functionals of the kinetic energy density. */
    static List<Case> meta() {
        return of("meta-crystals.json");
    }

    /** Without symmetry, with forces and stress. */
    static List<Case> displaced() {
        return of("displaced-crystals.json");
    }

    /** With moments that find their own value. */
    static List<Case> magnetic() {
        return of("magnetic-crystals.json");
    }

    /** With the bundled pseudopotentials of other functionals. */
    static List<Case> otherSets() {
        return of("pseudopotential-sets.json");
    }

    private static List<Case> of(String file) {
        try (InputStream in = AbinitCases.class.getResourceAsStream(file)) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode entry : JsonMapper.shared().readTree(in).get("entries")) {
                cases.add(read(entry));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Case named(String id) {
        return all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    private static Case read(JsonNode entry) {
        String occupation = entry.get("occ").asString();
        Map<String, String> pseudopotentials = new HashMap<>();
        entry.get("pseudopotentials")
                .properties()
                .forEach(p -> pseudopotentials.put(p.getKey(), p.getValue().asString()));
        Model model =
                Model.of(
                        crystal(entry),
                        new Pseudopotentials(set(pseudopotentials), pseudopotentials, Map.of()),
                        Functionals.named(functional(entry.get("ixc").asString())),
                        spin(entry),
                        smearing(occupation),
                        0);
        List<Integer> grid = new ArrayList<>();
        entry.get("ngfft").forEach(n -> grid.add(n.asInt()));
        boolean metal = occupation.contains("tsmear");
        Settings settings =
                new Settings(
                        entry.get("ecut_Ha").asDouble(),
                        entry.has("ecutsm_Ha") ? entry.get("ecutsm_Ha").asDouble() : 0,
                        mesh(entry.get("kgrid").asString()),
                        SymmetricCrystal.TOLERANCE,
                        Optional.of(grid),
                        metal ? Integer.parseInt(entry.get("nband").asString()) : 0,
                        1e-10,
                        60,
                        1);
        return new Case(
                entry.get("id").asString(),
                model,
                settings,
                entry.get("E_tot_Ha").asDouble(),
                components(entry.get("components_Ha")),
                entry.get("n_irr_k").asInt(),
                matrix(entry, "forces_Ha_bohr"),
                matrix(entry, "stress_Ha_bohr3"),
                Case.Magnetism.of(entry));
    }

    /** Names of the usual set are short ones. */
    private static GthLibrary set(Map<String, String> pseudopotentials) {
        return pseudopotentials.values().stream()
                .filter(name -> name.contains("-GTH-"))
                .map(name -> name.split("-")[2].toLowerCase(Locale.ROOT))
                .findAny()
                .map(functional -> GthLibrary.bundled("gth-" + functional))
                .orElse(GthLibrary.pbe());
    }

    private static Spin spin(JsonNode entry) {
        String extra = entry.has("extra") ? entry.get("extra").asString() : "";
        if (extra.contains("spinmagntarget 2")) {
            return new Spin.Fixed(2);
        }
        return extra.contains("nsppol 2") ? new Spin.Free() : new Spin.Unpolarised();
    }

    /** Starting moments along z; none where the moment of the cell is fixed. */
    private static double moment(JsonNode entry, int site) {
        if (!(spin(entry) instanceof Spin.Free)) {
            return 0;
        }
        String extra = entry.get("extra").asString();
        return numbers(extra.substring(extra.indexOf("spinat") + 6))[3 * site + 2];
    }

    private static Crystal crystal(JsonNode entry) {
        double a = Double.parseDouble(entry.get("acell_bohr").asString().split(" ")[0]);
        double[] rprim = numbers(entry.get("rprim").asString());
        double[][] rows = new double[3][];
        for (int i = 0; i < 3; i++) {
            rows[i] = Arrays.stream(rprim, 3 * i, 3 * i + 3).map(x -> a * x).toArray();
        }
        double[] xred = numbers(entry.get("xred").asString());
        List<Site> sites = new ArrayList<>();
        for (JsonNode element : entry.get("elements")) {
            int site = sites.size();
            int i = 3 * site;
            sites.add(
                    Site.of(element.asString(), xred[i], xred[i + 1], xred[i + 2])
                            .withMoment(moment(entry, site)));
        }
        return Crystal.of(rows, sites);
    }

    private static KMesh mesh(String kgrid) {
        double[] all = numbers(kgrid.replaceAll("[a-z]+", " "));
        List<List<Double>> shifts = new ArrayList<>();
        for (int i = 4; i < all.length; i += 3) {
            shifts.add(List.of(all[i], all[i + 1], all[i + 2]));
        }
        return new KMesh(List.of((int) all[0], (int) all[1], (int) all[2]), shifts);
    }

    private static Smearing smearing(String occupation) {
        String[] words = occupation.split(" ");
        if (!occupation.contains("tsmear")) {
            return Smearing.none();
        }
        double width = Double.parseDouble(words[3]);
        return switch (words[1]) {
            case "3" -> new Smearing.FermiDirac(width);
            case "4" -> new Smearing.Cold(width);
            case "7" -> new Smearing.Gaussian(width);
            default -> throw new IllegalArgumentException(occupation);
        };
    }

    private static String functional(String ixc) {
        return switch (ixc) {
            case "11", "-101130" -> "PBE";
            case "-116133" -> "PBEsol";
            case "-106131" -> "BLYP";
            case "-117130" -> "RPBE";
            case "-102130" -> "revPBE";
            case "7", "-1012" -> "LDA";
            case "-202231" -> "TPSS";
            case "-263267" -> "SCAN";
            case "-497498" -> "r2SCAN";
            default -> throw new IllegalArgumentException("ixc " + ixc);
        };
    }

    private static Map<String, Double> components(JsonNode node) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("kinetic", "kinetic");
        names.put("hartree", "hartree");
        names.put("xc", "xc");
        names.put("ewald", "Ewald energy");
        names.put("psp-core", "psp_core");
        names.put("local-psp", "local_psp");
        names.put("non-local-psp", "non_local_psp");
        names.put("entropy-term", "-kT*entropy");
        Map<String, Double> components = new LinkedHashMap<>();
        names.forEach(
                (ours, theirs) ->
                        components.put(ours, node.has(theirs) ? node.get(theirs).asDouble() : 0));
        return components;
    }

    private static double[] matrix(JsonNode entry, String name) {
        List<Double> numbers = new ArrayList<>();
        if (entry.has(name)) {
            entry.get(name).forEach(row -> row.forEach(x -> numbers.add(x.asDouble())));
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    }
}
