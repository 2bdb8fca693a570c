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
import xcflow.functional.deeplearning.FactorTrainer.Place;
import xcflow.functional.neural.NeuralFunctional;

/** Where the two parts of a {@link StudyTraining} are; written to and read from checkpoints. */
final class StudyState {
    private static final int MAGIC = 0x78637332;
    private static final int MOST_NUMBERS = 1 << 24;

    private final String fingerprint;
    private final Place[] places = new Place[2];
    private final List<List<CurvePoint>> curves = List.of(new ArrayList<>(), new ArrayList<>());

    /**
     * @param fingerprint digest of what is trained, on what and how
     */
    StudyState(String fingerprint, NeuralFunctional start) {
        this(
                fingerprint,
                Place.start(start.exchangeFactor().network().parameters()),
                Place.start(start.correlationFactor().network().parameters()));
    }

    private StudyState(String fingerprint, Place exchange, Place correlation) {
        this.fingerprint = fingerprint;
        places[0] = exchange;
        places[1] = correlation;
    }

    synchronized Place place(boolean exchange) {
        return places[exchange ? 0 : 1];
    }

    synchronized void reached(boolean exchange, Place place, CurvePoint point) {
        places[exchange ? 0 : 1] = place;
        curves.get(exchange ? 0 : 1).add(point);
    }

    /** Share of all steps that have been taken. */
    synchronized double fraction(int steps) {
        return (double) (places[0].step() + places[1].step()) / Math.max(1, 2 * steps);
    }

    /** The learning curves, that of exchange first. */
    synchronized List<CurvePoint> curve() {
        var all = new ArrayList<>(curves.get(0));
        all.addAll(curves.get(1));
        return all;
    }

    synchronized byte[] write() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeUTF(fingerprint);
            for (int part = 0; part < 2; part++) {
                out.writeInt(places[part].step());
                write(places[part].parameters(), out);
                write(places[part].moments(), out);
                out.writeInt(curves.get(part).size());
                for (CurvePoint point : curves.get(part)) {
                    TrainingState.write(point, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(double[] numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    /** The state of a checkpoint, or empty if it is damaged or belongs to another training. */
    static Optional<StudyState> read(byte[] bytes, StudyState fresh) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC || !in.readUTF().equals(fresh.fingerprint)) {
                return Optional.empty();
            }
            var state = new StudyState(fresh.fingerprint, fresh.places[0], fresh.places[1]);
            for (int part = 0; part < 2; part++) {
                int count = fresh.places[part].parameters().length;
                var place = new Place(in.readInt(), numbers(in), numbers(in));
                boolean fits =
                        place.parameters().length == count
                                && place.moments().length % Math.max(1, count) == 0;
                if (!fits) {
                    return Optional.empty();
                }
                state.places[part] = place;
                int points = in.readInt();
                for (int i = 0; i < points; i++) {
                    state.curves.get(part).add(TrainingState.point(in));
                }
            }
            return in.read() < 0 ? Optional.of(state) : Optional.empty();
        } catch (IOException | NegativeArraySizeException damaged) {
            return Optional.empty();
        }
    }

    private static double[] numbers(DataInputStream in) throws IOException {
        double[] numbers = new double[Math.min(in.readInt(), MOST_NUMBERS)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }
}
