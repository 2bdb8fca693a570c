package xcflow.functional.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that the rest of a training depends on; written to and read from checkpoints. */
final class TrainingState {
    private static final int MAGIC = 0x78637431;

    /** Digest of what is trained, on what and how: a checkpoint of anything else is not used. */
    final String fingerprint;

    /** 0 while exchange is trained, 1 while correlation is, 2 at the end. */
    int part;

    int adamStep;
    int step;
    int fruitless;
    double damping = Double.NaN;
    double growth = 2;
    double best = Double.POSITIVE_INFINITY;

    /** Current parameters of exchange and correlation. */
    final double[][] current;

    /** Best parameters so far. */
    final double[][] kept;

    /** First and second moments of Adam for the part that is trained; empty otherwise. */
    double[] moments = {};

    final List<CurvePoint> curve;

    TrainingState(String fingerprint, double[] exchange, double[] correlation) {
        this.fingerprint = fingerprint;
        current = new double[][] {exchange.clone(), correlation.clone()};
        kept = new double[][] {exchange.clone(), correlation.clone()};
        curve = new ArrayList<>();
    }

    /** Turns to the next part. */
    void nextPart() {
        part++;
        adamStep = 0;
        step = 0;
        fruitless = 0;
        damping = Double.NaN;
        growth = 2;
        best = Double.POSITIVE_INFINITY;
        moments = new double[0];
    }

    byte[] write() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeUTF(fingerprint);
            for (int number : new int[] {part, adamStep, step, fruitless}) {
                out.writeInt(number);
            }
            for (double number : new double[] {damping, growth, best}) {
                out.writeDouble(number);
            }
            for (double[] numbers : List.of(current[0], current[1], kept[0], kept[1], moments)) {
                out.writeInt(numbers.length);
                for (double number : numbers) {
                    out.writeDouble(number);
                }
            }
            out.writeInt(curve.size());
            for (CurvePoint point : curve) {
                write(point, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(CurvePoint point, DataOutputStream out) throws IOException {
        out.writeUTF(point.part());
        out.writeUTF(point.phase());
        out.writeInt(point.step());
        for (double number :
                new double[] {
                    point.loss(),
                    point.energy(),
                    point.potential(),
                    point.gradient(),
                    point.integrated(),
                    point.heldOutLoss(),
                    point.heldOutIntegrated()
                }) {
            out.writeDouble(number);
        }
    }

    /** The state of a checkpoint, or empty if it is damaged or belongs to another training. */
    static Optional<TrainingState> read(byte[] bytes, TrainingState fresh) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC || !in.readUTF().equals(fresh.fingerprint)) {
                return Optional.empty();
            }
            var state = new TrainingState(fresh.fingerprint, fresh.current[0], fresh.current[1]);
            state.part = in.readInt();
            state.adamStep = in.readInt();
            state.step = in.readInt();
            state.fruitless = in.readInt();
            state.damping = in.readDouble();
            state.growth = in.readDouble();
            state.best = in.readDouble();
            for (double[] target :
                    List.of(state.current[0], state.current[1], state.kept[0], state.kept[1])) {
                double[] numbers = numbers(in);
                if (numbers.length != target.length) {
                    return Optional.empty();
                }
                System.arraycopy(numbers, 0, target, 0, numbers.length);
            }
            state.moments = numbers(in);
            int points = in.readInt();
            for (int i = 0; i < points; i++) {
                state.curve.add(point(in));
            }
            return in.read() < 0 ? Optional.of(state) : Optional.empty();
        } catch (IOException | NegativeArraySizeException damaged) {
            return Optional.empty();
        }
    }

    private static double[] numbers(DataInputStream in) throws IOException {
        double[] numbers = new double[Math.min(in.readInt(), 1 << 24)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }

    static CurvePoint point(DataInputStream in) throws IOException {
        var part = in.readUTF();
        var phase = in.readUTF();
        int step = in.readInt();
        double[] n = new double[7];
        for (int i = 0; i < n.length; i++) {
            n[i] = in.readDouble();
        }
        return new CurvePoint(part, phase, step, n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
    }
}
