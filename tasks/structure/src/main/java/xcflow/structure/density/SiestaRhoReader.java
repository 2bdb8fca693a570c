package xcflow.structure.density;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xcflow.numerics.text.TextException;
import xcflow.structure.crystal.Lattice;

/**
 * SIESTA's .RHO: records of Fortran, little-endian, with the three lattice vectors (bohr), the
 * numbers of points and of spins, and for each spin one row of single precision along the first
 * vector after the other, electrons per bohr³. With two spins they are up and down.
 */
final class SiestaRhoReader {
    private static final int CELL_BYTES = 72;
    private static final int MESH_BYTES = 16;
    private static final float GREATEST = 1e30f;

    private final String name;
    private final DataInputStream in;

    private SiestaRhoReader(String name, DataInputStream in) {
        this.name = name;
        this.in = in;
    }

    static DensityGrid read(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw new TextException(
                    Files.exists(file) ? name + " is not a file" : "there is no file " + name);
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new SiestaRhoReader(name, in).grid(Files.size(file));
        } catch (EOFException e) {
            throw new TextException(name + ": the file is truncated");
        } catch (IOException e) {
            throw new TextException("cannot read " + name + " (" + e.getMessage() + ")");
        }
    }

    private DensityGrid grid(long size) throws IOException {
        ByteBuffer cell = record(CELL_BYTES, "the lattice vectors");
        double[][] rows = new double[3][3];
        for (double[] row : rows) {
            for (int axis = 0; axis < 3; axis++) {
                row[axis] = cell.getDouble();
            }
        }
        Lattice lattice = Lattice.ofRows(rows);
        ByteBuffer mesh = record(MESH_BYTES, "the numbers of points");
        int[] shape = {mesh.getInt(), mesh.getInt(), mesh.getInt()};
        int spins = mesh.getInt();
        if (spins != 1 && spins != 2) {
            throw new TextException(
                    name
                            + ": "
                            + spins
                            + " spin components: only unpolarised and collinear densities are"
                            + " read");
        }
        int points = DensityGrid.points(shape);
        long expected =
                CELL_BYTES
                        + MESH_BYTES
                        + 16L
                        + (long) spins * shape[1] * shape[2] * (4L * shape[0] + 8);
        if (size != expected) {
            throw new TextException(
                    name
                            + ": the file has "
                            + size
                            + " bytes instead of the "
                            + expected
                            + " of its grid: it is "
                            + (size < expected ? "truncated" : "no .RHO of single precision"));
        }
        double[] first = values(shape, points);
        if (spins == 1) {
            return new DensityGrid(
                    "SIESTA .RHO", lattice, shape, first, Optional.empty(), List.of());
        }
        double[] second = values(shape, points);
        double[] spin = new double[points];
        for (int i = 0; i < points; i++) {
            spin[i] = first[i] - second[i];
            first[i] += second[i];
        }
        return new DensityGrid("SIESTA .RHO", lattice, shape, first, Optional.of(spin), List.of());
    }

    private double[] values(int[] shape, int points) throws IOException {
        double[] values = new double[points];
        int at = 0;
        for (int row = 0; row < shape[1] * shape[2]; row++) {
            ByteBuffer floats = record(4 * shape[0], "a row of the density");
            for (int i = 0; i < shape[0]; i++) {
                float value = floats.getFloat();
                if (!(Math.abs(value) <= GREATEST)) {
                    throw new TextException(
                            name + ": value " + (at + 1) + " of the density is " + value);
                }
                values[at++] = value;
            }
        }
        return Order.firstFastest(values, shape, 1);
    }

    private ByteBuffer record(int length, String what) throws IOException {
        byte[] bytes = in.readNBytes(length + 8);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length >= 4 && buffer.getInt(0) != length) {
            throw new TextException(
                    name
                            + ": a record of "
                            + Integer.toUnsignedString(buffer.getInt(0))
                            + " bytes stands where "
                            + what
                            + " ("
                            + length
                            + " bytes) should be: this is no .RHO of a little-endian machine");
        }
        if (bytes.length < length + 8) {
            throw new EOFException();
        }
        return buffer.slice(4, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
