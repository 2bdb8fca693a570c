package xcflow.runner.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.provenance.record.Usage;

/** Times, sizes and what was used, as people read them. */
public final class Amounts {
    private Amounts() {}

    /** A duration such as {@code 2 h 05 min}, {@code 3 min 12 s} or {@code 0.42 s}. */
    public static String seconds(double seconds) {
        if (seconds < 59.5) {
            return seconds < 0.0005
                    ? "0 s"
                    : String.format(
                            Locale.ROOT,
                            seconds < 0.995 ? "%.2g s" : seconds < 9.95 ? "%.1f s" : "%.0f s",
                            seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
    }

    /** Bytes such as {@code 12.3 kB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        int power = Math.min(4, (int) (Math.log10(bytes) / 3));
        double value = bytes / Math.pow(1000, power);
        return String.format(
                Locale.ROOT, value < 9.95 ? "%.1f %sB" : "%.0f %sB", value, " kMGT".charAt(power));
    }

    /** What is known of it, in one line; empty if nothing is. */
    public static String used(Usage usage) {
        List<String> parts = new ArrayList<>();
        usage.cpuSeconds().ifPresent(cpu -> parts.add("processor " + seconds(cpu)));
        usage.peakMemory().ifPresent(memory -> parts.add("memory " + bytes(memory)));
        usage.readBytes().ifPresent(read -> parts.add("read " + bytes(read)));
        usage.writtenBytes().ifPresent(written -> parts.add("written " + bytes(written)));
        return String.join(", ", parts);
    }
}
