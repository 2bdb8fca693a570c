package xcflow.experiments.relax;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.engine.Engine;
import xcflow.engine.NotConverged;
import xcflow.engine.Relaxer;
import xcflow.engine.Resources;
import xcflow.experiments.batch.CheckpointData;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.output.CsvTable;
import xcflow.functional.Functional;
import xcflow.numerics.Constants;
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
import xcflow.structure.crystal.Crystal;

/** Geometries of crystals. */
@TaskInfo(
        name = "relax-crystal",
        version = "1",
        title = "Geometry of a crystal without forces and stress",
        description =
                """
                Moves the atoms of a crystal until no force is larger than `force`, and with
                `stress` changes its cell too until no component of the stress is larger than that:
                quasi-Newton steps (BFGS) that keep the symmetry of the start. A cell is relaxed
                with a cutoff that is smoothed over a tenth of it, as an equation of state is.

                Geometries that are finished are kept when the task is interrupted.
                """,
        example =
                """
                rutile:
                  uses: relax-crystal
                  with: {crystal: {file: rutile.cif}, functional: PBE, stress: 1e-6}
                """)
public final class RelaxCrystalTask
        implements Task<RelaxCrystalTask.Inputs, RelaxCrystalTask.Outputs> {

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
                            value =
                                    "Greatest force on an atom at the end, less the mean of all atoms.",
                            unit = "Ha/bohr",
                            defaultValue = "1e-4",
                            min = 1e-6,
                            max = 0.1)
                    double force,
            @Describe(
                            value =
                                    "Greatest component of the stress at the end (1e-6 Ha/bohr³ are"
                                            + " 0.03 GPa); without it the cell stays as it is.",
                            unit = "Ha/bohr³",
                            min = 1e-8,
                            max = 0.01)
                    Optional<Double> stress,
            @Describe(
                            value = "Greatest number of geometries that are calculated.",
                            defaultValue = "100",
                            min = 1,
                            max = 10000)
                    int points) {}

    /** One geometry on the way. */
    public record Row(
            @Describe("Number of the geometry, from 1.") int point,
            @Describe(value = "Energy of the cell.", unit = "Ha") double energy,
            @Describe(value = "Greatest force on an atom.", unit = "Ha/bohr") double largestForce,
            @Describe(value = "Greatest component of the stress.", unit = "Ha/bohr³")
                    double largestStress,
            @Describe(value = "Volume of the cell.", unit = "Å³") double volume) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "Energy of the cell at the end.", unit = "Ha", absolute = 1e-6)
                    double energy,
            @Describe(value = "Greatest force on an atom that is left.", unit = "Ha/bohr")
                    double largestForce,
            @Describe(value = "Greatest component of the stress that is left.", unit = "Ha/bohr³")
                    double largestStress,
            @Describe(value = "Volume of the cell.", unit = "Å³", relative = 1e-4) double volume,
            @Describe(value = "Lengths of the lattice vectors.", unit = "Å", relative = 1e-4)
                    List<Double> lengths,
            @Describe("The geometry (extended XYZ), an input of other tasks.") Artefact geometry,
            @Describe("The geometries on the way.") List<Row> rows,
            @Describe("The rows as a table (CSV).") Artefact table) {}

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
        return relax(
                CrystalInput.load(inputs.crystal(), context::file).structure(),
                FunctionalInput.load(inputs.functional(), context::file),
                inputs.engine(),
                new Relaxer.Target(inputs.force(), inputs.stress(), inputs.points()),
                context);
    }

    /**
     * Relaxes a crystal.
     *
     * @throws NotConverged if forces or stress are larger than wanted at the end
     */
    public static Outputs relax(
            Structure.OfCrystal crystal,
            Functional functional,
            Selected<Engine> engine,
            Relaxer.Target target,
            TaskContext context)
            throws TaskFailure, IOException {
        Relaxer relaxer =
                engine.plugin()
                        .relaxer()
                        .orElseThrow(
                                () ->
                                        new TaskFailure(
                                                "the engine "
                                                        + engine.plugin().name()
                                                        + " does not relax crystals"));
        engine.plugin().check(engine.settings(), context::file);
        engine.plugin().doubts(crystal, engine.settings()).forEach(context::warn);
        List<Row> rows = new ArrayList<>();
        Relaxer.End end =
                relaxer.relax(
                        crystal,
                        engine.settings(),
                        functional,
                        target,
                        new Resources(context.threads(), context::file),
                        Systems.watch(context),
                        new Kept(rows, target, context));
        end.warnings().forEach(w -> context.warn(w.code(), crystal.name() + ": " + w.text()));
        if (!end.reached()) {
            throw new NotConverged(crystal.name() + " is not relaxed: " + text(last(rows)));
        }
        Crystal relaxed = end.crystal();
        return new Outputs(
                end.geometry().energy(),
                end.geometry().force(),
                end.geometry().stress(),
                angstroms(end.geometry().volume(), 3),
                List.of(
                        angstroms(relaxed.lattice().length(0), 1),
                        angstroms(relaxed.lattice().length(1), 1),
                        angstroms(relaxed.lattice().length(2), 1)),
                CrystalInput.store(relaxed, "relaxed.xyz", context),
                rows,
                CsvTable.store(context, "relaxation.csv", rows));
    }

    private static double angstroms(double value, int power) {
        return value * Math.pow(Constants.BOHR_IN_ANGSTROM, power);
    }

    private static Row last(List<Row> rows) {
        return rows.get(rows.size() - 1);
    }

    private static String text(Row row) {
        return String.format(
                Locale.ROOT,
                "geometry %d, E = %.8f Ha, largest force %.1e Ha/bohr, stress %.1e Ha/bohr³",
                row.point(),
                row.energy(),
                row.largestForce(),
                row.largestStress());
    }

    /** Rows, progress and the checkpoint of a task. */
    private record Kept(List<Row> rows, Relaxer.Target target, TaskContext context)
            implements Relaxer.Course {

        @Override
        public void geometry(int number, Relaxer.Geometry geometry) {
            rows.add(
                    new Row(
                            number,
                            geometry.energy(),
                            geometry.force(),
                            geometry.stress(),
                            angstroms(geometry.volume(), 3)));
            context.progress((double) number / target.geometries(), text(last(rows)));
        }

        @Override
        public void keep(Relaxer.Memory memory) {
            CheckpointData.save(context, memory::write);
        }

        @Override
        public Optional<InputStream> kept() throws IOException {
            return context.loadCheckpoint();
        }
    }
}
