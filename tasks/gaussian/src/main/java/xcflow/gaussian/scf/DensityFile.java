package xcflow.gaussian.scf;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.xc.DensityMatrix;

/**
 * Density matrices in a file, from which a calculation of the same atoms in the same basis can
 * start again. Big-endian: the text {@code xcflow-density 1}, molecule and basis as UTF texts, the
 * number of functions and of spins; then for each spin the number of orbitals, their occupations
 * and their coefficients.
 */
public final class DensityFile {
    private static final byte[] MAGIC = "xcflow-density 1".getBytes(StandardCharsets.US_ASCII);

    /** Electrons that one orbital of a converged density can hold, with room for rounding. */
    private static final double MOST = 2.0001;

    private DensityFile() {}

    /** Writes a density and leaves the stream open. */
    public static void write(Basis basis, SpinDensity density, OutputStream out)
            throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.write(MAGIC);
        data.writeUTF(basis.molecule().formula());
        data.writeUTF(basis.name());
        data.writeInt(basis.count());
        data.writeInt(density.spins());
        for (DensityMatrix matrix : density.matrices()) {
            data.writeInt(matrix.rank());
            for (double occupation : matrix.occupations()) {
                data.writeDouble(occupation);
            }
            for (double coefficient : matrix.orbitals()) {
                data.writeDouble(coefficient);
            }
        }
        data.flush();
    }

    /**
     * Reads a density and leaves the stream open.
     *
     * @throws IOException if it is no density, or one of other atoms or another basis
     */
    public static SpinDensity read(Basis basis, InputStream in) throws IOException {
        try {
            return read(basis, new DataInputStream(in));
        } catch (EOFException | UTFDataFormatException e) {
            throw new IOException("the file of the density is cut off or damaged", e);
        }
    }

    private static SpinDensity read(Basis basis, DataInputStream data) throws IOException {
        if (!java.util.Arrays.equals(data.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("this is not the file of a density");
        }
        String formula = data.readUTF();
        String name = data.readUTF();
        int size = data.readInt();
        if (size != basis.count()
                || !formula.equals(basis.molecule().formula())
                || !name.equals(basis.name())) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "the density belongs to %s in %s with %d functions, not to %s in %s with %d",
                            formula,
                            name,
                            size,
                            basis.molecule().formula(),
                            basis.name(),
                            basis.count()));
        }
        int spins = data.readInt();
        if (spins < 1 || spins > 2) {
            throw new IOException("the density is damaged: it has " + spins + " spins");
        }
        List<DensityMatrix> matrices = new ArrayList<>();
        for (int spin = 0; spin < spins; spin++) {
            int rank = data.readInt();
            if (rank < 0 || rank > size) {
                throw new IOException("the density is damaged: it has " + rank + " orbitals");
            }
            double[] occupations = read(data, rank);
            for (double occupation : occupations) {
                if (!(occupation > 0 && occupation < MOST)) {
                    throw new IOException(
                            "the density is damaged: an orbital holds "
                                    + occupation
                                    + " electrons");
                }
            }
            matrices.add(DensityMatrix.ofOrbitals(size, occupations, read(data, rank * size)));
        }
        return new SpinDensity(matrices);
    }

    private static double[] read(DataInputStream data, int count) throws IOException {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = data.readDouble();
            if (!Double.isFinite(values[i])) {
                throw new IOException("the density is damaged: it contains " + values[i]);
            }
        }
        return values;
    }
}
