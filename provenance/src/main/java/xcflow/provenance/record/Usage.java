package xcflow.provenance.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * What an execution used, with everything that it started. Each figure is missing where the system
 * could not tell.
 *
 * @param cpuSeconds processor time of user and system
 * @param peakMemory largest resident memory in bytes that was seen
 * @param readBytes that came from a disk
 * @param writtenBytes that went to a disk
 */
public record Usage(
        OptionalDouble cpuSeconds,
        OptionalLong peakMemory,
        OptionalLong readBytes,
        OptionalLong writtenBytes) {

    /** Nothing is known. */
    public static final Usage UNKNOWN =
            new Usage(
                    OptionalDouble.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());

    /** Whether nothing is known. */
    public boolean unknown() {
        return equals(UNKNOWN);
    }

    /** All of these together: sums, and the greatest memory, of what is known. */
    public static Usage total(Collection<Usage> parts) {
        return new Usage(
                parts.stream().anyMatch(part -> part.cpuSeconds.isPresent())
                        ? OptionalDouble.of(
                                parts.stream().mapToDouble(part -> part.cpuSeconds.orElse(0)).sum())
                        : OptionalDouble.empty(),
                known(parts, Usage::peakMemory).max(),
                sum(known(parts, Usage::readBytes).toArray()),
                sum(known(parts, Usage::writtenBytes).toArray()));
    }

    private static LongStream known(Collection<Usage> parts, Function<Usage, OptionalLong> figure) {
        return parts.stream().map(figure).flatMapToLong(OptionalLong::stream);
    }

    private static OptionalLong sum(long[] values) {
        return values.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(LongStream.of(values).sum());
    }

    /** What is known, by its name; keys in kebab case. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        cpuSeconds.ifPresent(seconds -> facts.put("cpu-seconds", seconds));
        peakMemory.ifPresent(bytes -> facts.put("peak-memory", bytes));
        readBytes.ifPresent(bytes -> facts.put("read-bytes", bytes));
        writtenBytes.ifPresent(bytes -> facts.put("written-bytes", bytes));
        return facts;
    }

    /** Reads {@link #facts}; what is no number is unknown. */
    public static Usage read(JsonNode facts) {
        JsonNode cpu = facts.path("cpu-seconds");
        return new Usage(
                cpu.isNumber() ? OptionalDouble.of(cpu.asDouble()) : OptionalDouble.empty(),
                whole(facts.path("peak-memory")),
                whole(facts.path("read-bytes")),
                whole(facts.path("written-bytes")));
    }

    private static OptionalLong whole(JsonNode number) {
        return number.isIntegralNumber() ? OptionalLong.of(number.asLong()) : OptionalLong.empty();
    }

    /** The four figures as the database takes them; null where nothing is known. */
    public Object[] columns() {
        return new Object[] {
            cpuSeconds.isPresent() ? (Object) cpuSeconds.getAsDouble() : null,
            peakMemory.isPresent() ? (Object) peakMemory.getAsLong() : null,
            readBytes.isPresent() ? (Object) readBytes.getAsLong() : null,
            writtenBytes.isPresent() ? (Object) writtenBytes.getAsLong() : null
        };
    }

    static Usage of(
            Optional<Double> cpu,
            Optional<Long> peak,
            Optional<Long> read,
            Optional<Long> written) {
        return new Usage(
                cpu.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                number(peak),
                number(read),
                number(written));
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
