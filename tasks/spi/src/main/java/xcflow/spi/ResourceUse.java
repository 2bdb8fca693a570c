package xcflow.spi;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What something used of the machine. A figure is missing where the system cannot tell; a sum with
 * a missing part is missing.
 *
 * @param cpuSeconds processor time of user and system
 * @param peakMemory largest resident memory in bytes
 * @param readBytes that came from a disk
 * @param writtenBytes that went to a disk
 */
public record ResourceUse(
        OptionalDouble cpuSeconds,
        OptionalLong peakMemory,
        OptionalLong readBytes,
        OptionalLong writtenBytes) {

    /** Nothing can be told. */
    public static final ResourceUse UNKNOWN =
            new ResourceUse(
                    OptionalDouble.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());

    /** Nothing was used. */
    public static final ResourceUse NOTHING =
            new ResourceUse(
                    OptionalDouble.of(0),
                    OptionalLong.of(0),
                    OptionalLong.of(0),
                    OptionalLong.of(0));

    /** Both one after the other: the sum, and the greater memory. */
    public ResourceUse then(ResourceUse next) {
        return new ResourceUse(
                sum(cpuSeconds, next.cpuSeconds),
                greater(peakMemory, next.peakMemory),
                sum(readBytes, next.readBytes),
                sum(writtenBytes, next.writtenBytes));
    }

    /** What was added since an earlier moment; the memory is the largest ever. */
    public ResourceUse since(ResourceUse earlier) {
        return new ResourceUse(
                cpuSeconds.isPresent() && earlier.cpuSeconds.isPresent()
                        ? OptionalDouble.of(
                                Math.max(
                                        0,
                                        cpuSeconds.getAsDouble()
                                                - earlier.cpuSeconds.getAsDouble()))
                        : OptionalDouble.empty(),
                peakMemory,
                difference(readBytes, earlier.readBytes),
                difference(writtenBytes, earlier.writtenBytes));
    }

    private static OptionalDouble sum(OptionalDouble a, OptionalDouble b) {
        return a.isPresent() && b.isPresent()
                ? OptionalDouble.of(a.getAsDouble() + b.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalLong sum(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent()
                ? OptionalLong.of(a.getAsLong() + b.getAsLong())
                : OptionalLong.empty();
    }

    private static OptionalLong greater(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent()
                ? OptionalLong.of(Math.max(a.getAsLong(), b.getAsLong()))
                : OptionalLong.empty();
    }

    private static OptionalLong difference(OptionalLong later, OptionalLong earlier) {
        return later.isPresent() && earlier.isPresent()
                ? OptionalLong.of(Math.max(0, later.getAsLong() - earlier.getAsLong()))
                : OptionalLong.empty();
    }
}
