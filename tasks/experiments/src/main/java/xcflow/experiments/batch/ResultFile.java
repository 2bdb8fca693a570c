package xcflow.experiments.batch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.Magnetism;
import xcflow.experiments.output.MagnetismFile;
import xcflow.functional.dataset.DataSetFile;

/** Results of calculations in checkpoints, to the last bit. */
final class ResultFile {
    private ResultFile() {}

    static void write(CalculationBatch.Result result, DataOutputStream out) throws IOException {
        Solved solution = result.solution();
        out.writeDouble(solution.energy());
        out.writeInt(solution.components().size());
        for (Map.Entry<String, Double> part : solution.components().entrySet()) {
            out.writeUTF(part.getKey());
            out.writeDouble(part.getValue());
        }
        out.writeInt(solution.iterations());
        out.writeBoolean(solution.dipole().isPresent());
        for (double component : solution.dipole().orElse(List.of())) {
            out.writeDouble(component);
        }
        out.writeDouble(solution.spinSquared());
        MagnetismFile.write(solution.magnetism(), out);
        out.writeInt(solution.forces().size());
        for (double component : solution.forces()) {
            out.writeDouble(component);
        }
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        if (result.sample() != null) {
            DataSetFile.write(result.sample(), sample);
        }
        out.writeInt(sample.size());
        sample.writeTo(out);
    }

    static CalculationBatch.Result read(DataInputStream in) throws IOException {
        double energy = in.readDouble();
        Map<String, Double> components = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            components.put(name, in.readDouble());
        }
        int iterations = in.readInt();
        Optional<List<Double>> dipole =
                in.readBoolean()
                        ? Optional.of(List.of(in.readDouble(), in.readDouble(), in.readDouble()))
                        : Optional.empty();
        double spinSquared = in.readDouble();
        Optional<Magnetism> magnetism = MagnetismFile.read(in);
        List<Double> forces = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            forces.add(in.readDouble());
        }
        byte[] sample = in.readNBytes(in.readInt());
        return new CalculationBatch.Result(
                new Solved(energy, components, iterations, dipole, spinSquared, magnetism, forces),
                sample.length == 0 ? null : DataSetFile.read(new ByteArrayInputStream(sample)));
    }
}
