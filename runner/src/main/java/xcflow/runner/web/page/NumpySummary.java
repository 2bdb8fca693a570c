package xcflow.runner.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** What is in a file of NumPy arrays ({@code .npz}), without showing all of it. */
final class NumpySummary {
    private static final int MOST_ARRAYS = 40;
    private static final int MOST_BYTES = 32 << 20;
    private static final int BINS = 24;
    private static final Pattern TYPE = Pattern.compile("'descr': *'([<|>=]?[a-z]\\d*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([^)]*)\\)");

    private NumpySummary() {}

    /**
     * An array.
     *
     * @param count numbers that were looked at
     * @param bins heights of a histogram from least to greatest, in per cent of the highest
     */
    public record ArraySummary(
            String name,
            String type,
            String shape,
            int count,
            int notFinite,
            Optional<Double> least,
            Optional<Double> greatest,
            Optional<Double> mean,
            List<Integer> bins) {}

    static List<ArraySummary> of(Path file) throws IOException {
        List<ArraySummary> arrays = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry();
                    entry != null && arrays.size() < MOST_ARRAYS;
                    entry = zip.getNextEntry()) {
                array(entry.getName(), zip).ifPresent(arrays::add);
            }
        } catch (ZipException e) {
            return arrays;
        }
        return arrays;
    }

    private static Optional<ArraySummary> array(String name, InputStream in) throws IOException {
        byte[] start = in.readNBytes(10);
        if (start.length < 10 || start[1] != 'N' || start[2] != 'U') {
            return Optional.empty();
        }
        int length =
                start[6] == 1
                        ? (start[8] & 0xff) | (start[9] & 0xff) << 8
                        : (start[8] & 0xff)
                                | (start[9] & 0xff) << 8
                                | in.read() << 16
                                | in.read() << 24;
        String header =
                new String(
                        in.readNBytes(Math.max(0, Math.min(length, 1 << 16))),
                        StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        String code = type.find() ? type.group(1) : "?";
        double[] values = values(code, in.readNBytes(MOST_BYTES));
        return Optional.of(
                summary(
                        name.replaceFirst("\\.npy$", ""),
                        code,
                        shape.find() ? shape.group(1).strip().replaceFirst(",$", "") : "",
                        values));
    }

    private static double[] values(String code, byte[] bytes) {
        ByteOrder order = code.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        return switch (code.replaceFirst("^[<|>=]", "")) {
            case "f8" -> numbers(buffer, 8, ByteBuffer::getDouble);
            case "f4" -> numbers(buffer, 4, ByteBuffer::getFloat);
            case "i8" -> numbers(buffer, 8, ByteBuffer::getLong);
            case "i4" -> numbers(buffer, 4, ByteBuffer::getInt);
            default -> new double[0];
        };
    }

    private static double[] numbers(
            ByteBuffer buffer, int width, ToDoubleFunction<ByteBuffer> next) {
        double[] values = new double[buffer.remaining() / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = next.applyAsDouble(buffer);
        }
        return values;
    }

    private static ArraySummary summary(String name, String type, String shape, double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return new ArraySummary(
                    name,
                    type,
                    shape,
                    values.length,
                    values.length,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
        double least = Arrays.stream(finite).min().orElse(0);
        double greatest = Arrays.stream(finite).max().orElse(0);
        int[] bins = new int[BINS];
        for (double value : finite) {
            double place = greatest > least ? (value - least) / (greatest - least) : 0;
            bins[(int) Math.min(BINS - 1, Math.floor(place * BINS))]++;
        }
        int highest = Arrays.stream(bins).max().orElse(1);
        return new ArraySummary(
                name,
                type,
                shape,
                values.length,
                values.length - finite.length,
                Optional.of(least),
                Optional.of(greatest),
                Optional.of(Arrays.stream(finite).average().orElse(0)),
                Arrays.stream(bins)
                        .mapToObj(bin -> (int) Math.ceil(100.0 * bin / highest))
                        .toList());
    }
}
