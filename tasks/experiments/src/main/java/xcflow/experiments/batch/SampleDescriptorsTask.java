package xcflow.experiments.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.input.BoxInput;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;

/** Densities and gradients of molecules and crystals at the points of their grids. */
@TaskInfo(
        name = "sample-descriptors",
        version = "6",
        title = "Densities and gradients of molecules and crystals, to train functionals on",
        description =
                """
                Solves the Kohn–Sham equations of each molecule with a functional, by default all
                electrons in a Gaussian basis set, or valence electrons in plane waves, in which
                crystals can be sampled too, and writes the spin densities, the products of their
                gradients and the integration weights at all points of the converged grid as a
                NumPy `.npz` file, together with the molecule or crystal that each point belongs to.

                What is finished is kept when the task is interrupted.
                """,
        example =
                """
                descriptors:
                  uses: sample-descriptors
                  with: {molecules: [H2, LiH, H2O, NH3, CH4, N2], functional: PBE, basis: def2-svp}
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
                            value =
                                    "Reference functional or version by name, or a functional's file.",
                            defaultValue = "PBE",
                            functional = true)
                    Source functional,
            @Describe(value = "What solves the equations.", defaultValue = "gaussian")
                    Engine engine,
            @Describe(
                            value =
                                    "Basis set: a bundled one, or a file in the Gaussian-94 format.",
                            defaultValue = "def2-svp")
                    Source basis,
            @Describe(
                            value = "Level of the integration grid.",
                            defaultValue = "3",
                            min = 0,
                            max = 9)
                    int gridLevel,
            @Describe(
                            value = "Whether to fit the density in the Coulomb energy.",
                            defaultValue = "false")
                    boolean densityFitting,
            @Describe("Box and cutoff of molecules in plane waves.") Optional<BoxInput> box,
            @Describe("How crystals are calculated where not as recommended.")
                    Optional<CrystalSettingsInput> crystalSettings) {}

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
                .functional("functional")
                .molecules("molecules")
                .crystals("crystals")
                .basis("basis")
                .systems();
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Functional functional = FunctionalInput.load(inputs.functional(), context::file);
        List<Calculation> calculations =
                new Systems(
                                inputs.engine(),
                                inputs.basis(),
                                inputs.gridLevel(),
                                inputs.densityFitting(),
                                inputs.box(),
                                inputs.crystalSettings())
                        .calculations(
                                NamedMolecule.load(inputs.molecules(), context),
                                inputs.crystals(),
                                context);
        CalculationBatch.Results results =
                new CalculationBatch(functional, true, context).solve(calculations);
        NotConverged.warn(
                results.missing(),
                calculations.size(),
                "and the data set lacks their points",
                context);
        DataSet all =
                DataSet.concatenate(
                        results.converged().values().stream()
                                .map(CalculationBatch.Result::sample)
                                .toList());
        double[] counted = all.electrons();
        Map<String, Double> energies = new LinkedHashMap<>();
        Map<String, Double> electrons = new LinkedHashMap<>();
        Map<String, Integer> iterations = new LinkedHashMap<>();
        int i = 0;
        for (var result : results.converged().entrySet()) {
            String name = result.getKey();
            energies.put(name, result.getValue().solution().energy());
            electrons.put(name, counted[i++]);
            iterations.put(name, result.getValue().solution().iterations());
        }
        Artefact dataset =
                context.store(
                        "descriptors.npz",
                        DataSetFile.MEDIA_TYPE,
                        out -> DataSetFile.write(all, out));
        return new Outputs(dataset, all.size(), energies, electrons, iterations, results.missing());
    }
}
