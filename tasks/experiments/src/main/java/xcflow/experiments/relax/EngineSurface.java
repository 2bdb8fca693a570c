package xcflow.experiments.relax;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xcflow.engine.Prepared;
import xcflow.engine.Solution;
import xcflow.experiments.batch.CheckpointData;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/**
 * Energies and forces of a molecule by an engine. Every point is calculated by itself, from
 * superposed atoms, and kept in the checkpoint: an interrupted search takes the same way again.
 */
final class EngineSurface implements Relaxation.Surface {
    private final Systems systems;
    private final Functional functional;
    private final NamedMolecule start;
    private final List<Relaxation.Point> known = new ArrayList<>();

    EngineSurface(Systems systems, Functional functional, NamedMolecule start) throws IOException {
        this.systems = systems;
        this.functional = functional;
        this.start = start;
        resume();
    }

    /** Where the molecule is at first, x, y, z of each atom in bohr. */
    double[] positions() {
        List<Atom> atoms = start.molecule().atoms();
        double[] positions = new double[3 * atoms.size()];
        for (int i = 0; i < atoms.size(); i++) {
            positions[3 * i] = atoms.get(i).x();
            positions[3 * i + 1] = atoms.get(i).y();
            positions[3 * i + 2] = atoms.get(i).z();
        }
        return positions;
    }

    /** The molecule at other positions. */
    Molecule molecule(double[] positions) {
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < positions.length; i += 3) {
            atoms.add(
                    new Atom(
                            start.molecule().atoms().get(i / 3).element(),
                            positions[i],
                            positions[i + 1],
                            positions[i + 2]));
        }
        return new Molecule(atoms, start.molecule().charge(), start.molecule().unpaired());
    }

    @Override
    public Relaxation.Point at(double[] positions) throws TaskFailure {
        for (Relaxation.Point point : known) {
            if (Arrays.equals(point.positions(), positions)) {
                return point;
            }
        }
        TaskContext context = systems.context();
        context.checkCancelled();
        Structure structure = new Structure.OfMolecule(start.name(), molecule(positions));
        try (Prepared prepared = systems.prepare(structure, context.threads())) {
            Solution solution =
                    prepared.solve(functional, Optional.empty(), Systems.watch(context));
            solution.warnings()
                    .forEach(w -> context.warn(w.code(), start.name() + ": " + w.text()));
            double[] forces = solution.requiredForces();
            Relaxation.Point point = new Relaxation.Point(positions, solution.energy(), forces);
            known.add(point);
            save(context);
            return point;
        }
    }

    private void save(TaskContext context) {
        CheckpointData.save(
                context,
                data -> {
                    data.writeInt(known.size());
                    for (Relaxation.Point point : known) {
                        write(point.positions(), data);
                        data.writeDouble(point.energy());
                        write(point.forces(), data);
                    }
                });
    }

    private void resume() throws IOException {
        Optional<InputStream> checkpoint = systems.context().loadCheckpoint();
        if (checkpoint.isEmpty()) {
            return;
        }
        try (DataInputStream data = new DataInputStream(checkpoint.get())) {
            for (int left = data.readInt(); left > 0; left--) {
                double[] positions = read(data);
                double energy = data.readDouble();
                known.add(new Relaxation.Point(positions, energy, read(data)));
            }
        }
    }

    private static void write(double[] numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    private static double[] read(DataInputStream in) throws IOException {
        double[] numbers = new double[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }
}
