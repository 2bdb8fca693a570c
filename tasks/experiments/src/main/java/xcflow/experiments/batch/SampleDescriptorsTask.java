package xcflow.experiments.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.engine.Engine;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.DensityInput;
import xcflow.experiments.input.DensitySystem;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Formerly;
import xcflow.spi.KnownInputs;
import xcflow.spi.Selected;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;
import xcflow.structure.Structure;

/** Densities and gradients of molecules and crystals at the points of their grids. */
@TaskInfo(
        name = "sample-descriptors",
        version = "7",
        title = "Densities and gradients of molecules and crystals, to train functionals on",
        description =
                """
                Solves the Kohn–Sham equations of each molecule with a functional, by default all
                electrons in a Gaussian basis set, or valence electrons in plane waves, in which
                crystals can be sampled too, and writes the spin densities, the products of their
                gradients and the integration weights at all points of the converged grid as a
                NumPy `.npz` file, together with the molecule or crystal that each point belongs to, and
                where its density came from.

                Densities that exist already can be sampled too, from the files of other programs;
                gradients are those of the Fourier series through the points of their grid. What a file
                cannot tell (core electrons, spin, kinetic energy density) is recorded with the points.

                What is finished is kept when the task is interrupted.
                """,
        example =
                """
                descriptors:
                  uses: sample-descriptors
                  with: {molecules: [H2, LiH, H2O, NH3, CH4, N2], functional: PBE, gaussian: {basis: def2-svp}}
                """)
public final class SampleDescriptorsTask
        implements Task<SampleDescriptorsTask.Inputs, SampleDescriptorsTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(value = NamedMolecule.SYNTAX, defaultValue = "[]", example = "[H2, LiH, H2O]")
                    List<Source> molecules,
            @Describe(value = CrystalInput.SYNTAX, defaultValue = "[]", example = "[Si, NaCl]")
                    List<Source> crystals,
            @Describe(
                            value = "Densities that exist already, in files of other programs.",
                            defaultValue = "[]")
                    List<DensityInput> densities,
            @Describe(
                            value =
                                    "Reference functional or version by name, or a functional's file.",
                            defaultValue = "PBE",
                            functional = true)
                    Source functional,
            @Describe(value = "What solves the equations.", defaultValue = "gaussian")
                    @Formerly(value = "basis", now = "gaussian.basis")
                    @Formerly(value = "grid-level", now = "gaussian.grid-level")
                    @Formerly(value = "density-fitting", now = "gaussian.density-fitting")
                    @Formerly(value = "box", now = "planewave.box")
                    @Formerly(value = "crystal-settings", now = "planewave")
                    Selected<Engine> engine) {}

    /** Outputs. */
    public record Outputs(
            @Describe(
                            value = "Points of all molecules and crystals (`.npz`), for `clone`.",
                            absolute = 1e-9,
                            relative = 1e-6)
                    Artefact dataset,
            @Describe("Number of points.") int points,
            @Describe(value = "Total energies by molecule or crystal.", unit = "Ha")
                    Map<String, Double> energies,
            @Describe(value = "Electrons that the points of each integrate to.", absolute = 1e-6)
                    Map<String, Double> electrons,
            @Describe(
                            value =
                                    "Iterations of the self-consistent field by molecule or crystal.",
                            absolute = 2)
                    Map<String, Integer> iterations,
            @Describe("Where the density of each came from, and what it cannot tell.")
                    Map<String, DensityOrigin> origins,
            @Describe("Why molecules or crystals are missing from the data set, by name.")
                    Map<String, String> missing) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public void check(KnownInputs inputs) {
        new InputCheck(inputs)
                .functional("functional", "engine")
                .molecules("molecules")
                .crystals("crystals")
                .densities("densities")
                .engine("engine")
                .systems("densities");
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        Map<String, Object> former = FormerInputs.named(inputs);
        if (former.get("densities") instanceof List<?> none && none.isEmpty()) {
            former.remove("densities");
        }
        return former;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        CalculationBatch.Results results = calculated(inputs, context);
        List<DataSet> samples = new ArrayList<>();
        results.converged().values().forEach(result -> samples.add(result.sample()));
        for (DensityInput density : inputs.densities()) {
            context.checkCancelled();
            DensitySystem read = DensitySystem.read(density, context::file);
            read.warnings().forEach(context::warn);
            if (samples.stream().anyMatch(s -> s.systems().contains(density.system()))) {
                throw new TaskFailure("two densities are called '" + density.system() + "'");
            }
            samples.add(read.sample());
        }
        DataSet all = DataSet.concatenate(samples);
        Artefact dataset =
                context.store(
                        "descriptors.npz",
                        DataSetFile.MEDIA_TYPE,
                        out -> DataSetFile.write(all, out));
        return outputs(dataset, all, results);
    }

    private static CalculationBatch.Results calculated(Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        if (inputs.molecules().isEmpty()
                && inputs.crystals().isEmpty()
                && !inputs.densities().isEmpty()) {
            return new CalculationBatch.Results(Map.of(), Map.of());
        }
        Functional functional = FunctionalInput.load(inputs.functional(), context::file);
        Systems systems = Systems.of(inputs.engine(), context, functional);
        List<Structure> structures =
                systems.structures(
                        NamedMolecule.load(inputs.molecules(), context), inputs.crystals());
        CalculationBatch.Results results =
                new CalculationBatch(systems, functional, Set.of(CalculationBatch.Wanted.DENSITY))
                        .solve(structures);
        MissingSystems.warn(
                results.missing(),
                structures.size(),
                "and the data set lacks their points",
                context);
        return results;
    }

    private static Outputs outputs(
            Artefact dataset, DataSet all, CalculationBatch.Results results) {
        double[] counted = all.electrons();
        Map<String, Double> electrons = new LinkedHashMap<>();
        Map<String, DensityOrigin> origins = new LinkedHashMap<>();
        for (int s = 0; s < counted.length; s++) {
            electrons.put(all.systems().get(s), counted[s]);
            origins.put(all.systems().get(s), all.origins().get(s));
        }
        Map<String, Double> energies = new LinkedHashMap<>();
        Map<String, Integer> iterations = new LinkedHashMap<>();
        results.converged()
                .forEach(
                        (name, result) -> {
                            energies.put(name, result.solution().energy());
                            iterations.put(name, result.solution().iterations());
                        });
        return new Outputs(
                dataset, all.size(), energies, electrons, iterations, origins, results.missing());
    }
}
