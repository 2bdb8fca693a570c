package xcflow.campaign;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Densities and gradients of molecules at the points of their integration grids. */
@TaskInfo(
        name = "sample-descriptors",
        version = "1",
        title = "Densities and gradients of molecules, to train functionals on",
        description =
                """
                Solves the Kohn–Sham equations of each molecule with a functional, by default all
                electrons in a Gaussian basis set, or valence electrons in plane waves, and writes the spin densities, the products of their
                gradients and the integration weights at all points of the converged grid as a
                NumPy `.npz` file, together with the molecule that each point belongs to.

                Finished molecules are kept when the task is interrupted.
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
            @Describe(value = NamedMolecule.SYNTAX, example = "[H2, LiH, H2O]", min = 1)
                    List<Source> molecules,
            @Describe(
                            value = "Reference functional by name, or a functional's file.",
                            defaultValue = "PBE")
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
            @Describe("Box and cutoff of the plane-wave engine.") Optional<BoxInput> box) {}

    /** Outputs. */
    public record Outputs(
            @Describe("Points of all molecules (`.npz`), for `clone`.") Artefact dataset,
            @Describe("Number of points.") int points,
            @Describe(value = "Total energies by molecule.", unit = "Ha")
                    Map<String, Double> energies,
            @Describe("Electrons that each molecule's points integrate to.")
                    Map<String, Double> electrons,
            @Describe("Iterations of the self-consistent field by molecule.")
                    Map<String, Integer> iterations) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Functional functional = FunctionalInput.load(inputs.functional(), context);
        List<NamedMolecule> molecules = NamedMolecule.load(inputs.molecules(), context);
        MolecularEngine engine = engine(inputs, context);
        List<MolecularEngine.Solution> solutions =
                new MoleculeBatch(engine, functional, true, context).solve(molecules);
        DataSet all =
                DataSet.concatenate(
                        solutions.stream().map(MolecularEngine.Solution::sample).toList());
        double[] counted = all.electrons();
        Map<String, Double> energies = new LinkedHashMap<>();
        Map<String, Double> electrons = new LinkedHashMap<>();
        Map<String, Integer> iterations = new LinkedHashMap<>();
        for (int i = 0; i < molecules.size(); i++) {
            String name = molecules.get(i).name();
            energies.put(name, solutions.get(i).energy());
            electrons.put(name, counted[i]);
            iterations.put(name, solutions.get(i).iterations());
        }
        Artefact dataset =
                context.store(
                        "descriptors.npz",
                        DataSetFile.MEDIA_TYPE,
                        out -> DataSetFile.write(all, out));
        return new Outputs(dataset, all.size(), energies, electrons, iterations);
    }

    private static MolecularEngine engine(Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        return switch (inputs.engine()) {
            case GAUSSIAN ->
                    GaussianEngine.of(
                            inputs.basis(), inputs.gridLevel(), inputs.densityFitting(), context);
            case PLANEWAVE -> new PlaneWaveEngine(inputs.box().orElse(BoxInput.DEFAULT));
        };
    }
}
