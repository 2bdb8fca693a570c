package xcflow.test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Damages bytes by chance: a few changes each, some of them of the kind that hurts a format. */
final class Mutations {
    static final List<String> NUMBERS =
            List.of("NaN", "-1", "0", "1e999", "1e-400", "99999999999999999999", ",", "\n", "\"");

    static final List<String> YAML =
            List.of(
                    "${{",
                    "}}",
                    "${{ }}",
                    "<<: *a",
                    "&a ",
                    "*a",
                    "[",
                    "]",
                    "{",
                    "}",
                    "!!int ",
                    "|\n",
                    ">-\n",
                    ".nan",
                    ".inf",
                    "99999999999999999999",
                    "-9223372036854775808",
                    "~",
                    "\uD83D\uDE00",
                    "\t",
                    "\n\n",
                    ": ",
                    "- ",
                    "'",
                    "\"",
                    "\\",
                    "%",
                    "---\n",
                    "\u0000",
                    "range(1000000)",
                    ".map(x, x)",
                    "matrix.",
                    "steps.a",
                    "parameters.x",
                    "a.b.c",
                    "size(",
                    "matches('a', '(')",
                    "* 9223372036854775807",
                    " + ",
                    "#");

    static final List<String> BINARY =
            List.of("\u0000\u0000\u0000\u0000", "\u00ff\u00ff\u00ff\u007f", "PK", "(", "9", "null");

    private final Random random;
    private final List<String> tokens;

    Mutations(long seed, List<String> tokens) {
        this.random = new Random(seed);
        this.tokens = tokens;
    }

    /** The bytes with a few changes, half of the time with one only. */
    byte[] of(byte[] sound) {
        byte[] bytes = sound;
        for (int i = Math.max(1, random.nextInt(5) - 1); i > 0; i--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    /** Half of the time the zip is damaged, and else the content of its entries. */
    byte[] ofZip(byte[] sound) throws IOException {
        if (random.nextBoolean()) {
            return of(sound);
        }
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(sound));
                var zip = new ZipOutputStream(out)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (random.nextInt(10) > 0) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    zip.write(random.nextInt(3) == 0 ? of(content) : content);
                }
            }
        }
        return out.toByteArray();
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
        byte[] token =
                tokens.get(random.nextInt(tokens.size()))
                        .getBytes(
                                tokens == BINARY
                                        ? StandardCharsets.ISO_8859_1
                                        : StandardCharsets.UTF_8);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(bytes, at);
            case 1 -> spliced(bytes, at, at + length, new byte[0]);
            case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            case 3, 4 -> spliced(bytes, at, at, token);
            case 5 -> spliced(bytes, at, at + length, token);
            default ->
                    random.nextInt(4) == 0
                            ? Arrays.copyOf(bytes, at)
                            : spliced(bytes, at, at, piece(bytes));
        };
    }

    private byte[] piece(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(
                bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(60)));
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + middle.length);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}
