package xcflow.experiments.tuning;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.neural.TrainingDomain;

/** Writes and reads the state of a fine-tuning, bit by bit. */
final class FineTuneCheckpoint {
    /** Negative, where the number of weights stood before there was a number. */
    private static final int FORMAT = -5;

    private FineTuneCheckpoint() {}

    static void write(FineTuning.State state, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream));
        out.writeInt(FORMAT);
        write(state.parameters(), out);
        write(state.best(), out);
        out.writeDouble(state.damping());
        out.writeDouble(state.scale());
        out.writeBoolean(state.finished());
        out.writeInt(state.history().size());
        for (FineTuning.Iteration iteration : state.history()) {
            out.writeInt(iteration.number());
            out.writeInt(iteration.trials());
            out.writeDouble(iteration.loss());
            out.writeDouble(iteration.trainMae());
            out.writeDouble(iteration.heldOutMae());
            out.writeDouble(iteration.norm());
            write(array(iteration.densities()), out);
        }
        out.writeInt(state.systems().size());
        for (var entry : state.systems().entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeDouble(entry.getValue().energy());
            write(entry.getValue().exchange(), out);
            write(entry.getValue().correlation(), out);
            out.writeInt(entry.getValue().density().length);
            out.write(entry.getValue().density());
            write(entry.getValue().domain(), out);
            ByteArrayOutputStream points = new ByteArrayOutputStream();
            DataSetFile.write(entry.getValue().points(), points);
            out.writeInt(points.size());
            points.writeTo(out);
        }
        write(state.parentEnergies(), out);
        write(state.bestEnergies(), out);
        out.flush();
    }

    /**
     * The state that was written.
     *
     * @return null if an earlier release wrote it: then all is done again
     */
    static FineTuning.State read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream));
        int format = in.readInt();
        if (format != FORMAT) {
            return null;
        }
        double[] parameters = read(in);
        double[] best = read(in);
        double damping = in.readDouble();
        double scale = in.readDouble();
        boolean finished = in.readBoolean();
        List<FineTuning.Iteration> history = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            history.add(
                    new FineTuning.Iteration(
                            in.readInt(),
                            in.readInt(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            list(in)));
        }
        Map<String, TunedSystem.State> systems = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String name = in.readUTF();
            double energy = in.readDouble();
            double[] exchange = read(in);
            double[] correlation = read(in);
            byte[] density = in.readNBytes(in.readInt());
            TrainingDomain domain = readDomain(in);
            byte[] points = in.readNBytes(in.readInt());
            systems.put(
                    name,
                    new TunedSystem.State(
                            energy,
                            density,
                            exchange,
                            correlation,
                            domain,
                            DataSetFile.read(new ByteArrayInputStream(points))));
        }
        return new FineTuning.State(
                parameters,
                best,
                damping,
                scale,
                history,
                systems,
                readEnergies(in),
                readEnergies(in),
                finished);
    }

    private static void write(Map<String, Double> energies, DataOutputStream out)
            throws IOException {
        out.writeInt(energies.size());
        for (var energy : energies.entrySet()) {
            out.writeUTF(energy.getKey());
            out.writeDouble(energy.getValue());
        }
    }

    private static Map<String, Double> readEnergies(DataInputStream in) throws IOException {
        Map<String, Double> energies = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            energies.put(in.readUTF(), in.readDouble());
        }
        return energies;
    }

    private static void write(TrainingDomain domain, DataOutputStream out) throws IOException {
        out.writeDouble(domain.electrons());
        out.writeInt(domain.systems());
        write(array(domain.densityParameter()), out);
        write(array(domain.reducedGradient()), out);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    private static TrainingDomain readDomain(DataInputStream in) throws IOException {
        return new TrainingDomain(in.readDouble(), in.readInt(), list(in), list(in));
    }

    private static List<Double> list(DataInputStream in) throws IOException {
        return Arrays.stream(read(in)).boxed().toList();
    }

    private static void write(double[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] read(DataInputStream in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}
