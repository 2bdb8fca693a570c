package xcflow.experiments.dos;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import xcflow.engine.Engine;
import xcflow.engine.Magnetism;
import xcflow.engine.Prepared;
import xcflow.engine.Solution;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.output.Picture;
import xcflow.functional.Functional;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Selected;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;
import xcflow.structure.Structure;

/** Densities of states of crystals. */
@TaskInfo(
        name = "density-of-states",
        version = "1",
        title = "Density of states of a crystal",
        description =
                """
                Solves the Kohn–Sham equations of a crystal, calculates its levels at the points of a
                mesh in the converged potential, and broadens each of them to a Gaussian of the width.
                With spin the two densities are apart. The band gap is that of the levels; without one
                the Fermi level is where as many states are below as there are electrons.
                """,
        example =
                """
                states:
                  uses: density-of-states
                  with: {crystal: Al, functional: PBE, width: 0.01, kpoints: [12, 12, 12]}
                """)
public final class DensityOfStatesTask
        implements Task<DensityOfStatesTask.Inputs, DensityOfStatesTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(
                            value =
                                    "Crystal by name (`Si`, of the library), or as a POSCAR, CIF or"
                                            + " extended XYZ file (`{file: …}`).",
                            example = "Si")
                    Source crystal,
            @Describe(
                            value =
                                    "Reference functional or version by name, or a functional's file.",
                            defaultValue = "PBE",
                            functional = true)
                    Source functional,
            @Describe(value = "What solves the equations.", defaultValue = "planewave")
                    Selected<Engine> engine,
            @Describe(
                            value = "Width of the Gaussian that each level becomes.",
                            unit = "Ha",
                            defaultValue = "0.005",
                            min = 1e-5,
                            max = 0.5)
                    double width,
            @Describe(
                            value =
                                    "Divisions of the mesh of the levels; default is that of the"
                                            + " calculation.",
                            example = "[12, 12, 12]")
                    Optional<List<Integer>> kpoints,
            @Describe(
                            value =
                                    "Levels at each k-point; 0: a few more than the electrons fill.",
                            defaultValue = "0",
                            min = 0,
                            max = 10000)
                    int bands) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "Energy of the cell.", unit = "Ha", absolute = 1e-7) double energy,
            @Describe(
                            value =
                                    "Energy below which there are as many states as electrons; in a"
                                            + " gap its middle.",
                            unit = "Ha",
                            absolute = 1e-5)
                    double fermiLevel,
            @Describe(
                            value = "States there, of each spin or of both together.",
                            unit = "1/Ha per cell",
                            relative = 1e-3)
                    List<Double> atFermiLevel,
            @Describe(
                            value =
                                    "Highest filled to lowest empty level of the mesh; none in a metal.",
                            unit = "Ha",
                            absolute = 1e-5)
                    Optional<Double> gap,
            @Describe(
                            value = "Magnetic moment of the cell, with spin.",
                            unit = "µB",
                            absolute = 1e-3)
                    Optional<Double> moment,
            @Describe(
                            value =
                                    "Energies in Ha, states per Ha and cell, and states below (CSV).",
                            relative = 1e-3)
                    Artefact table,
            @Describe("The density of states over the energy from the Fermi level (SVG).")
                    Artefact plot) {}

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
                .crystals("crystal")
                .functional("functional", "engine")
                .engine("engine");
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        requireMesh(inputs.kpoints());
        Functional functional = FunctionalInput.load(inputs.functional(), context::file);
        Systems systems = Systems.of(inputs.engine(), context, functional);
        inputs.engine().plugin().check(inputs.engine().settings(), context::file);
        Structure crystal = systems.structures(List.of(), List.of(inputs.crystal())).get(0);
        try (Prepared prepared = systems.prepare(crystal, context.threads())) {
            Solution solution =
                    prepared.solve(functional, Optional.empty(), Systems.watch(context));
            solution.warnings()
                    .forEach(w -> context.warn(w.code(), crystal.name() + ": " + w.text()));
            return outputs(
                    crystal.name(),
                    solution,
                    new DensityOfStates(
                            solution.levels(inputs.kpoints(), inputs.bands()), inputs.width()),
                    context);
        }
    }

    private static void requireMesh(Optional<List<Integer>> kpoints) throws TaskFailure {
        if (kpoints.isPresent()
                && (kpoints.get().size() != 3 || kpoints.get().stream().anyMatch(n -> n < 1))) {
            throw new TaskFailure("'kpoints' are three numbers above zero, such as [8, 8, 8]");
        }
    }

    private static Outputs outputs(
            String crystal, Solution solution, DensityOfStates states, TaskContext context)
            throws Exception {
        return new Outputs(
                solution.energy(),
                states.fermiLevel(),
                states.atFermiLevel(),
                states.gap(),
                solution.magnetism().map(Magnetism::total),
                context.store(
                        "density-of-states.csv",
                        "text/csv",
                        out -> {
                            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                            states.writeCsv(writer);
                            writer.flush();
                        }),
                Picture.store(context, "density-of-states.svg", DosChart.of(crystal, states)));
    }
}
