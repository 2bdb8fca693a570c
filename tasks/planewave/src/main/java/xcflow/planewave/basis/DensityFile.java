package xcflow.planewave.basis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import xcflow.planewave.crystal.Lattice;

/**
 * Densities as files, for restarts and checkpoints: big-endian magic number, the nine components of
 * the lattice vectors, cutoff, three sizes of the grid, number of spin densities, then coefficients
 * of the total density and, if there are two, of the magnetisation.
 */
public final class DensityFile {
    private static final long MAGIC = 0x7863666c6f775057L;

    private DensityFile() {}

    /** Writes a density and leaves the stream open. */
    public static void write(Density density, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
        DensityBasis basis = density.basis();
        data.writeLong(MAGIC);
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
        data.flush();
    }

    /**
     * Reads a density in its own basis; {@link Density#movedTo} carries it to another.
     *
     * @throws IOException if the content is no density or damaged
     */
    public static Density read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        if (data.readLong() != MAGIC) {
            throw new IOException("this is not a plane-wave density");
        }
        try {
            double[][] rows = {read(3, data), read(3, data), read(3, data)};
            double cutoff = data.readDouble();
            DensityBasis basis =
                    DensityBasis.of(
                            Lattice.ofRows(rows),
                            cutoff,
                            data.readInt(),
                            data.readInt(),
                            data.readInt());
            int spins = data.readInt();
            double[] total = read(2 * basis.size(), data);
            return new Density(basis, total, spins == 2 ? read(2 * basis.size(), data) : null);
        } catch (IllegalArgumentException e) {
            throw new IOException("the density is damaged: " + e.getMessage(), e);
        }
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
        }
        return values;
    }
}
