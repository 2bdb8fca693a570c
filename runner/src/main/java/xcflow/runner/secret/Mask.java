package xcflow.runner.secret;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts stars in the place of secret values: as they are, line by line if there are several, in
 * Base64, and as they stand in JSON. Immutable.
 */
public final class Mask {
    /** Masks nothing. */
    public static final Mask NONE = new Mask(List.of());

    private static final String STARS = "***";

    /** Longest first, so that no part of a value is left when another one is contained in it. */
    private final List<String> forms;

    /**
     * @param values each at least {@link SecretValue#SHORTEST} characters long
     */
    Mask(Collection<String> values) {
        Set<String> all = new LinkedHashSet<>();
        for (String value : values) {
            all.add(value);
            value.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SecretValue.SHORTEST)
                    .forEach(all::add);
            all.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            String json = xcflow.runner.value.PlainJson.write(value);
            all.add(json.substring(1, json.length() - 1));
        }
        forms = all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /** Whether there is nothing to mask. */
    public boolean isEmpty() {
        return forms.isEmpty();
    }

    /** The text with stars in the place of secrets; null stays null. */
    public String of(String text) {
        String masked = text;
        for (String form : forms) {
            masked = masked == null ? null : masked.replace(form, STARS);
        }
        return masked;
    }

    /**
     * A stream that masks what is written to it. It holds back as much as could be the beginning of
     * a secret; {@code flush} passes on the rest, so it is to be closed or flushed at the end only.
     */
    public OutputStream over(OutputStream out) {
        return isEmpty() ? out : new Masked(out, bytes());
    }

    /** Notices secrets in content that cannot be masked. */
    public Detector detector() {
        return new Detector(bytes());
    }

    private List<byte[]> bytes() {
        return forms.stream().map(form -> form.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static int longest(List<byte[]> patterns) {
        return patterns.stream().mapToInt(pattern -> pattern.length).max().orElse(1);
    }

    /** Index of the first byte of a pattern, or -1. */
    private static int find(byte[] text, int from, int length, byte[] pattern) {
        for (int at = from; at + pattern.length <= length; at++) {
            if (text[at] == pattern[0]
                    && Arrays.equals(text, at, at + pattern.length, pattern, 0, pattern.length)) {
                return at;
            }
        }
        return -1;
    }

    private static final class Masked extends FilterOutputStream {
        private static final byte[] INSTEAD = STARS.getBytes(StandardCharsets.UTF_8);

        private final List<byte[]> patterns;
        private final int longest;
        private byte[] held = new byte[0];

        Masked(OutputStream out, List<byte[]> patterns) {
            super(out);
            this.patterns = patterns;
            this.longest = longest(patterns);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] all = Arrays.copyOf(held, held.length + length);
            System.arraycopy(bytes, offset, all, held.length, length);
            pass(all, all.length - (longest - 1));
        }

        /** Passes on what begins before an index, and holds the rest. */
        private void pass(byte[] all, int until) throws IOException {
            int at = 0;
            while (at < until) {
                int next = until;
                byte[] found = null;
                for (byte[] pattern : patterns) {
                    int place = find(all, at, all.length, pattern);
                    if (place >= 0 && place < next) {
                        next = place;
                        found = pattern;
                    }
                }
                out.write(all, at, next - at);
                at = next;
                if (found != null) {
                    out.write(INSTEAD);
                    at += found.length;
                }
            }
            held = Arrays.copyOfRange(all, Math.min(at, all.length), all.length);
        }

        @Override
        public synchronized void flush() throws IOException {
            pass(held, held.length);
            out.flush();
        }
    }

    /** A stream that keeps nothing and notices secrets. */
    public static final class Detector extends OutputStream {
        private final List<byte[]> patterns;
        private final int longest;
        private byte[] tail = new byte[0];
        private boolean found;

        Detector(List<byte[]> patterns) {
            this.patterns = patterns;
            this.longest = longest(patterns);
        }

        /** Whether a secret went by. */
        public boolean found() {
            return found;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            byte[] all = Arrays.copyOf(tail, tail.length + length);
            System.arraycopy(bytes, offset, all, tail.length, length);
            for (byte[] pattern : patterns) {
                found = found || find(all, 0, all.length, pattern) >= 0;
            }
            tail = Arrays.copyOfRange(all, Math.max(0, all.length - longest + 1), all.length);
        }
    }
}
