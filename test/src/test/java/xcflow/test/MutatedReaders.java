package xcflow.test;

import static xcflow.test.MutatedReader.binary;
import static xcflow.test.MutatedReader.command;
import static xcflow.test.MutatedReader.direct;
import static xcflow.test.MutatedReader.numbers;
import static xcflow.test.MutatedReader.yaml;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.foreign.descriptor.Descriptors;
import xcflow.planewave.basis.DensityFile;
import xcflow.structure.density.DensityFormat;
import xcflow.structure.density.DensityUnit;

/** The readers of files of users, with a small file of each kind. */
final class MutatedReaders {
    private MutatedReaders() {}

    private static final String MOLECULE =
            "steps:\n  a: {uses: single-point, with: {molecules: [%s], gaussian: {basis: %s}}}\n";

    private static final String CRYSTAL =
            "steps:\n  a: {uses: single-point, with: {crystals: [{file: %s}], engine: planewave}}\n";

    /** All but workflows. */
    static List<MutatedReader> all() {
        List<MutatedReader> all = new ArrayList<>();
        all.addAll(ofWorkflows());
        all.addAll(ofStructures());
        all.addAll(ofDensities());
        all.addAll(ofFunctionals());
        all.addAll(ofProjects());
        return all;
    }

    private static List<MutatedReader> ofWorkflows() {
        return List.of(
                yaml(
                        "values of parameters",
                        "values.yaml",
                        xcflow -> {
                            sampleWorkflow(xcflow);
                            return bytes(Samples.PARAMETERS);
                        },
                        "plan",
                        "@w.yaml",
                        "--params",
                        "@values.yaml"),
                yaml(
                        "imported data",
                        "data.json",
                        MutatedReaders::sampleWorkflow,
                        "plan",
                        "@w.yaml"),
                yaml(
                        "parts of workflows",
                        "part.yaml",
                        xcflow -> {
                            xcflow.file("whole.yaml", Samples.WHOLE);
                            return bytes(Samples.PART);
                        },
                        "plan",
                        "@whole.yaml"));
    }

    private static byte[] sampleWorkflow(CommandLine xcflow) throws Exception {
        xcflow.file("w.yaml", Samples.WORKFLOWS.get(0));
        xcflow.file("data.json", Samples.DATA);
        return bytes(Samples.DATA);
    }

    private static List<MutatedReader> ofStructures() {
        return List.of(
                numbers(
                        "molecules in XYZ",
                        "m.xyz",
                        xcflow -> {
                            xcflow.file("m.yaml", written(MOLECULE, "{file: m.xyz}", "sto-3g"));
                            return bytes(Samples.XYZ);
                        },
                        "validate",
                        "@m.yaml"),
                numbers(
                        "basis sets",
                        "b.gbs",
                        xcflow -> {
                            xcflow.file("b.yaml", written(MOLECULE, "H2", "{file: b.gbs}"));
                            return bytes(Samples.BASIS);
                        },
                        "validate",
                        "@b.yaml"),
                crystal("crystals in POSCAR", "POSCAR", Samples.POSCAR),
                crystal("crystals in CIF", "c.cif", Samples.CIF),
                crystal("crystals in extended XYZ", "c.xyz", Samples.EXTENDED_XYZ));
    }

    private static MutatedReader crystal(String name, String file, String text) {
        return numbers(
                name,
                file,
                xcflow -> {
                    xcflow.file("c.yaml", written(CRYSTAL, file));
                    return bytes(text);
                },
                "validate",
                "@c.yaml");
    }

    private static List<MutatedReader> ofDensities() {
        return List.of(
                density("densities in cubes", "d.cube", bytes(SampleDensities.cube())),
                density("densities of VASP", "CHGCAR", bytes(SampleDensities.chgcar())),
                density("densities of SIESTA", "d.RHO", SampleDensities.rho()),
                density("densities in XSF", "d.xsf", bytes(SampleDensities.xsf())),
                new MutatedReader(
                        "densities of plane waves",
                        "density",
                        Mutations.BINARY,
                        false,
                        xcflow -> SampleDensities.planeWaves(),
                        direct(
                                file ->
                                        DensityFile.read(
                                                new ByteArrayInputStream(
                                                        Files.readAllBytes(file))))));
    }

    private static MutatedReader density(String name, String file, byte[] sound) {
        boolean xsf = file.endsWith(".xsf");
        return new MutatedReader(
                name,
                file,
                file.endsWith(".RHO") ? Mutations.BINARY : Mutations.NUMBERS,
                false,
                xcflow -> sound,
                direct(
                        path ->
                                DensityFormat.read(
                                        path,
                                        file,
                                        Optional.empty(),
                                        xsf
                                                ? Optional.of(DensityUnit.PER_CUBIC_BOHR)
                                                : Optional.empty())));
    }

    private static List<MutatedReader> ofFunctionals() {
        return List.of(
                numbers(
                        "tables of points",
                        "points.csv",
                        xcflow -> bytes("rho,sigma\n0.1,0.2\n0.3,0\n1e-3,2e-4\n"),
                        "functional",
                        "evaluate",
                        "PBE",
                        "--points",
                        "@points.csv"),
                binary(
                        "functionals",
                        "f.xcf",
                        xcflow -> Samples.functional(),
                        "functional",
                        "evaluate",
                        "@f.xcf",
                        "--rho",
                        "0.1"),
                binary(
                        "data sets",
                        "s.npz",
                        xcflow -> Samples.dataSet(),
                        "functional",
                        "train",
                        "--dataset",
                        "@s.npz",
                        "--iterations",
                        "1",
                        "--width",
                        "2",
                        "--depth",
                        "1",
                        "--output",
                        "@out"));
    }

    private static List<MutatedReader> ofProjects() {
        return List.of(
                new MutatedReader(
                        "settings",
                        "home/config.yaml",
                        Mutations.YAML,
                        false,
                        xcflow -> {
                            Files.createDirectories(xcflow.home());
                            return bytes(Samples.SETTINGS);
                        },
                        command("config", "show")),
                new MutatedReader(
                        "descriptors of engines",
                        "engines/mine.yaml",
                        Mutations.YAML,
                        false,
                        xcflow -> {
                            Path engines = xcflow.directory().resolve("engines");
                            Files.createDirectories(engines);
                            Files.writeString(engines.resolve("adapter.py"), "print()\n");
                            return bytes(Samples.ENGINE);
                        },
                        (xcflow, file) -> {
                            List<String> problems =
                                    Descriptors.read(List.of(file.getParent())).problems();
                            return new CommandLine.Result(
                                    problems.isEmpty() ? 0 : 2, "", String.join("\n", problems));
                        }),
                binary("archives", "a.zip", SampleProject::archive, "import", "@a.zip"),
                new MutatedReader(
                        "records of archives",
                        "archive/records.jsonl",
                        Mutations.YAML,
                        false,
                        SampleProject::records,
                        command("import", "@archive")),
                new MutatedReader(
                        "keys",
                        "key.pub",
                        Mutations.NUMBERS,
                        false,
                        SampleProject::publicKey,
                        command("import", "@a.zip", "--signed-by", "@key.pub")));
    }

    private static String written(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
