package xcflow.experiments.relax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.engine.Engine;
import xcflow.engine.NotConverged;
import xcflow.experiments.batch.FormerInputs;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.experiments.output.CsvTable;
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

/** Geometries of molecules. */
@TaskInfo(
        name = "relax",
        version = "1",
        title = "Geometry of a molecule without forces",
        description =
                """
                Moves the atoms of a molecule until no component of a force is larger than `force`:
                quasi-Newton steps (BFGS) in Cartesian coordinates. The engine must give forces.

                It ends in a minimum near the start. A start that is more symmetric than the minimum
                ends where the forces vanish in this symmetry, which may be a saddle point: no second
                derivatives are calculated. Large and floppy molecules need many steps.

                Points that are finished are kept when the task is interrupted.
                """,
        example =
                """
                geometry:
                  uses: relax
                  with: {molecule: H2O, functional: PBE, gaussian: {basis: def2-tzvp}}
                """)
public final class RelaxTask implements Task<RelaxTask.Inputs, RelaxTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(
                            value =
                                    "Molecule by name (`H2O`), inline (`O 0 0 0; H 0 0 0.97;"
                                            + " unpaired=1`, ångström) or as an XYZ file.",
                            example = "H2O")
                    Source molecule,
            @Describe(
                            value =
                                    "Reference functional or version by name, or a functional's file.",
                            defaultValue = "PBE",
                            functional = true)
                    Source functional,
            @Describe(value = "What solves the equations.", defaultValue = "gaussian")
                    Selected<Engine> engine,
            @Describe(
                            value = "Greatest component of a force at the end.",
                            unit = "Ha/bohr",
                            defaultValue = "1e-4",
                            min = 1e-6,
                            max = 0.1)
                    double force,
            @Describe(
                            value = "Greatest number of geometries that are calculated.",
                            defaultValue = "100",
                            min = 1,
                            max = 10000)
                    int points) {}

    /** One geometry on the way. */
    public record Row(
            @Describe("Number of the geometry, from 1.") int point,
            @Describe(value = "Total energy.", unit = "Ha") double energy,
            @Describe(value = "Greatest component of a force.", unit = "Ha/bohr")
                    double largestForce) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "Total energy at the end.", unit = "Ha", absolute = 1e-6)
                    double energy,
            @Describe(value = "Greatest component of a force that is left.", unit = "Ha/bohr")
                    double largestForce,
            @Describe("The geometry (XYZ), an input of other tasks.") Artefact geometry,
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
                .molecules("molecule")
                .functional("functional", "engine")
                .engine("engine");
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        return FormerInputs.named(inputs);
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        return relax(
                NamedMolecule.load(List.of(inputs.molecule()), context).get(0),
                FunctionalInput.load(inputs.functional(), context::file),
                inputs.engine(),
                inputs.force(),
                inputs.points(),
                context);
    }

    /**
     * Relaxes a molecule.
     *
     * @param force greatest component of a force at the end, Ha/bohr
     * @param most geometries that are calculated
     * @throws NotConverged if it is not relaxed after that many
     */
    public static Outputs relax(
            NamedMolecule molecule,
            Functional functional,
            Selected<Engine> engine,
            double force,
            int most,
            TaskContext context)
            throws Exception {
        Systems systems = Systems.of(engine, context, functional);
        systems.requireForces();
        if (molecule.molecule().hasGhosts()) {
            throw new TaskFailure(
                    molecule.name()
                            + " has ghost atoms, which have no geometry to be relaxed: give the"
                            + " molecule without them");
        }
        systems.molecules(List.of(molecule));
        EngineSurface surface = new EngineSurface(systems, functional, molecule);
        List<Row> rows = new ArrayList<>();
        Relaxation.Result result =
                new Relaxation(
                                surface,
                                force,
                                most,
                                (number, point) -> {
                                    rows.add(new Row(number, point.energy(), point.largestForce()));
                                    context.progress((double) number / most, text(rows));
                                })
                        .run(surface.positions());
        if (!result.converged()) {
            throw new NotConverged(
                    String.format(
                            Locale.ROOT,
                            "%s: the largest force is %.1e Ha/bohr after %d geometries",
                            molecule.name(),
                            result.point().largestForce(),
                            result.points()));
        }
        NamedMolecule relaxed =
                new NamedMolecule(molecule.name(), surface.molecule(result.point().positions()));
        return new Outputs(
                result.point().energy(),
                result.point().largestForce(),
                relaxed.store("relaxed.xyz", context),
                rows,
                CsvTable.store(context, "relaxation.csv", rows));
    }

    private static String text(List<Row> rows) {
        Row row = rows.get(rows.size() - 1);
        return String.format(
                Locale.ROOT,
                "geometry %d, E = %.8f Ha, largest force %.1e Ha/bohr",
                row.point(),
                row.energy(),
                row.largestForce());
    }
}
