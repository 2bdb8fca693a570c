package xcflow.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.DensityFile;
import xcflow.structure.crystal.Lattice;

/** A density on 4 × 5 × 4 points in a cubic cell, in each format that is read. */
final class SampleDensities {
    private static final int[] SHAPE = {4, 5, 4};
    private static final int POINTS = 80;
    private static final double SIDE = 6;

    private SampleDensities() {}

    static String cube() {
        StringBuilder text = new StringBuilder("title\nmore\n1 0 0 0\n");
        for (int axis = 0; axis < 3; axis++) {
            text.append(SHAPE[axis]).append(row(axis, SIDE / SHAPE[axis])).append('\n');
        }
        text.append("1 1.0 0.5 0.25 0.125\n");
        values(text, POINTS, 1);
        return text.toString();
    }

    static String chgcar() {
        StringBuilder text = new StringBuilder("H\n1.0\n");
        for (int axis = 0; axis < 3; axis++) {
            text.append(row(axis, 3.2)).append('\n');
        }
        text.append("H\n1\nDirect\n0.1 0.2 0.3\n\n4 5 4\n");
        values(text, POINTS, 200);
        text.append("augmentation occupancies 1 4\n 0.1 0.2 0.3\n 0.4\n  0.5\n 4 5 4\n");
        values(text, POINTS, 10);
        return text.toString();
    }

    static String xsf() {
        StringBuilder cell = new StringBuilder();
        for (int axis = 0; axis < 3; axis++) {
            cell.append(row(axis, 3.2)).append('\n');
        }
        StringBuilder text = new StringBuilder("# made here\nCRYSTAL\nPRIMVEC\n").append(cell);
        text.append("PRIMCOORD\n1 1\nO 0.1 0.2 0.3\n");
        text.append("BEGIN_BLOCK_DATAGRID_3D\nrho\nBEGIN_DATAGRID_3D_rho\n5 6 5\n0 0 0\n");
        text.append(cell);
        // The points at the end of each axis repeat the first ones.
        for (int k = 0; k < 5; k++) {
            for (int j = 0; j < 6; j++) {
                for (int i = 0; i < 5; i++) {
                    text.append(number(value(i % 4 + j % 5 * 4 + k % 4 * 20))).append(' ');
                }
            }
        }
        return text.append("\nEND_DATAGRID_3D\nEND_BLOCK_DATAGRID_3D\n").toString();
    }

    static byte[] rho() {
        ByteBuffer out = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(72);
        for (int i = 0; i < 9; i++) {
            out.putDouble(i % 4 == 0 ? SIDE : 0);
        }
        out.putInt(72).putInt(16).putInt(4).putInt(5).putInt(4).putInt(1).putInt(16);
        for (int line = 0; line < 20; line++) {
            out.putInt(16);
            for (int i = 0; i < 4; i++) {
                out.putFloat((float) value(4 * line + i));
            }
            out.putInt(16);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** As the engine of plane waves writes it. */
    static byte[] planeWaves() throws IOException {
        DensityBasis basis =
                DensityBasis.of(
                        Lattice.ofRows(new double[][] {{SIDE, 0, 0}, {0, SIDE, 0}, {0, 0, SIDE}}),
                        1);
        double[] total = new double[2 * basis.size()];
        total[0] = 1.0 / basis.volume();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DensityFile.write(new Density(basis, total, null), out);
        return out.toByteArray();
    }

    private static String row(int axis, double length) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            row.append(' ').append(i == axis ? length : 0.0);
        }
        return row.toString();
    }

    private static void values(StringBuilder text, int count, double scale) {
        for (int p = 0; p < count; p++) {
            text.append(number(scale * value(p))).append(p % 5 == 4 ? "\n" : " ");
        }
        text.append('\n');
    }

    private static double value(int point) {
        return 0.5 + 0.01 * point;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
