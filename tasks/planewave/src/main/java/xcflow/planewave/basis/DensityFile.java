package xcflow.planewave.basis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import xcflow.structure.crystal.Lattice;

/**
 * Densities as files, for restarts and checkpoints: big-endian magic number, the nine components of
 * the lattice vectors, cutoff, three sizes of the grid, number of spin densities, then coefficients
 * of the total density and, if there are two, of the magnetisation. A file with another magic
 * number has the same of the kinetic energy density after them.
 */
public final class DensityFile {
    private static final long MAGIC = 0x7863666c6f775057L;

    private static final long WITH_KINETIC = 0x7863666c6f77506bL;

    /** Bounds of what a file may ask to be allocated: points along an axis, hartree; points. */
    private static final int MOST = 4096;

    private static final long MOST_POINTS = 1L << 28;

    private DensityFile() {}

    /** Writes a density and leaves the stream open. */
    public static void write(Density density, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
        DensityBasis basis = density.basis();
        data.writeLong(density.hasKinetic() ? WITH_KINETIC : MAGIC);
        for (double[] row : basis.lattice().rows()) {
            write(row, data);
        }
        data.writeDouble(basis.cutoff());
        for (int axis = 0; axis < 3; axis++) {
            data.writeInt(basis.box().size(axis));
        }
        data.writeInt(density.spins());
        write(density.total(), data);
        if (density.isPolarised()) {
            write(density.magnetisation(), data);
        }
        for (int i = 0; density.hasKinetic() && i < density.spins(); i++) {
            write(density.kinetic()[i], data);
        }
        data.flush();
    }

    /**
     * Reads a density in its own basis; {@link Density#movedTo} carries it to another.
     *
     * @throws IOException if the content is no density or damaged
     */
    public static Density read(InputStream in) throws IOException {
        try {
            return read(new DataInputStream(new BufferedInputStream(in)));
        } catch (EOFException e) {
            throw new IOException("the file of the density is cut off", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("the density is damaged: " + e.getMessage(), e);
        }
    }

    private static Density read(DataInputStream data) throws IOException {
        long magic = data.readLong();
        if (magic != MAGIC && magic != WITH_KINETIC) {
            throw new IOException("this is not a plane-wave density");
        }
        double[][] rows = {read(3, data), read(3, data), read(3, data)};
        double cutoff = read(1, data)[0];
        int[] grid = {data.readInt(), data.readInt(), data.readInt()};
        long points = 1;
        for (int size : grid) {
            points = size < 1 || size > MOST ? Long.MAX_VALUE : Math.multiplyExact(points, size);
            if (points > MOST_POINTS) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "a grid of %d x %d x %d points",
                                grid[0],
                                grid[1],
                                grid[2]));
            }
        }
        if (!(cutoff > 0 && cutoff < MOST)) {
            throw new IllegalArgumentException("a cutoff of " + cutoff + " Ha");
        }
        DensityBasis basis =
                DensityBasis.of(Lattice.ofRows(rows), cutoff, grid[0], grid[1], grid[2]);
        int spins = data.readInt();
        if (spins != 1 && spins != 2) {
            throw new IllegalArgumentException(spins + " spins");
        }
        int length = 2 * basis.size();
        double[] total = read(length, data);
        double[] magnetisation = spins == 2 ? read(length, data) : null;
        double[][] kinetic = null;
        if (magic == WITH_KINETIC) {
            kinetic = new double[spins][];
            for (int i = 0; i < spins; i++) {
                kinetic[i] = read(length, data);
            }
        }
        return new Density(basis, total, magnetisation, kinetic);
    }

    private static void write(double[] values, DataOutputStream data) throws IOException {
        for (double value : values) {
            data.writeDouble(value);
        }
    }

    private static double[] read(int count, DataInputStream data) throws IOException {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = data.readDouble();
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("it contains " + values[i]);
            }
        }
        return values;
    }
}
