package xcflow.campaign;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;

/** Solutions in checkpoints, to the last bit. */
final class SolutionFile {
    private SolutionFile() {}

    static void write(MolecularEngine.Solution solution, DataOutputStream out) throws IOException {
        out.writeDouble(solution.energy());
        out.writeInt(solution.components().size());
        for (Map.Entry<String, Double> part : solution.components().entrySet()) {
            out.writeUTF(part.getKey());
            out.writeDouble(part.getValue());
        }
        out.writeInt(solution.iterations());
        for (double component : solution.dipole()) {
            out.writeDouble(component);
        }
        out.writeDouble(solution.spinSquared());
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        if (solution.sample() != null) {
            DataSetFile.write(solution.sample(), sample);
        }
        out.writeInt(sample.size());
        sample.writeTo(out);
    }

    static MolecularEngine.Solution read(DataInputStream in) throws IOException {
        double energy = in.readDouble();
        Map<String, Double> components = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            components.put(name, in.readDouble());
        }
        int iterations = in.readInt();
        double[] dipole = {in.readDouble(), in.readDouble(), in.readDouble()};
        double spinSquared = in.readDouble();
        byte[] sample = in.readNBytes(in.readInt());
        DataSet points =
                sample.length == 0 ? null : DataSetFile.read(new ByteArrayInputStream(sample));
        return new MolecularEngine.Solution(
                energy, components, iterations, dipole, spinSquared, points);
    }
}
