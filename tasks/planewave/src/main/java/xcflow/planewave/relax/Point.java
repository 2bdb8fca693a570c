package xcflow.planewave.relax;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import xcflow.spi.Warning;

/**
 * One calculation of a relaxation.
 *
 * @param x coordinates of the search
 * @param energy free energy, Ha
 * @param converged whether it is self-consistent
 * @param forces [sites × 3], Ha/bohr
 * @param stress [3 × 3], Ha/bohr³; zeros if the cell stays as it is
 * @param warnings what is doubtful about the energy
 */
public record Point(
        double[] x,
        double energy,
        boolean converged,
        double[] forces,
        double[] stress,
        List<Warning> warnings) {

    public Point {
        warnings = List.copyOf(warnings);
    }

    /** Greatest force on an atom, Ha/bohr, less what all atoms have in common. */
    public double greatestForce() {
        double[] rest = CellCoordinates.lessMean(forces);
        double most = 0;
        for (int i = 0; i < rest.length; i += 3) {
            most = Math.max(most, Math.hypot(Math.hypot(rest[i], rest[i + 1]), rest[i + 2]));
        }
        return most;
    }

    /** Greatest component of the stress, Ha/bohr³. */
    public double greatestStress() {
        double most = 0;
        for (double component : stress) {
            most = Math.max(most, Math.abs(component));
        }
        return most;
    }

    /** Writes the point, all bits of its numbers. */
    public void write(DataOutputStream out) throws IOException {
        out.writeDouble(energy);
        out.writeBoolean(converged);
        for (double[] numbers : List.of(x, forces, stress)) {
            out.writeInt(numbers.length);
            for (double number : numbers) {
                out.writeDouble(number);
            }
        }
        out.writeInt(warnings.size());
        for (Warning warning : warnings) {
            out.writeUTF(warning.code());
            out.writeUTF(warning.text());
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Point read(DataInputStream in) throws IOException {
        double energy = in.readDouble();
        boolean converged = in.readBoolean();
        double[] x = numbers(in);
        double[] forces = numbers(in);
        double[] stress = numbers(in);
        List<Warning> warnings = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String code = in.readUTF();
            warnings.add(new Warning(code, in.readUTF()));
        }
        return new Point(x, energy, converged, forces, stress, warnings);
    }

    private static double[] numbers(DataInputStream in) throws IOException {
        double[] numbers = new double[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }
}
