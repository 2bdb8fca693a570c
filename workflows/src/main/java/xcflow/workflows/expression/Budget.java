package xcflow.workflows.expression;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import xcflow.spi.Artefact;

/**
 * What the evaluation of one value may cost: steps of work, and bytes of each value that it makes.
 * A value counts as it would be written out, so that lists that hold the same list many times count
 * every one. Serves one evaluation.
 */
final class Budget {
    /** One step visits a node of an expression, or makes or looks at {@link #PER_STEP} bytes. */
    static final long MAX_WORK = 8_000_000;

    private static final long PER_STEP = 32;

    /** Bytes of a value as it would be written out. */
    static final long MAX_BYTES = 64 << 20;

    /** Characters of a text. */
    static final int MAX_TEXT = 10_000_000;

    private static final long REFERENCE = 8;
    private static final long NUMBER = 24;
    private static final long OBJECT = 56;

    private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
    private long work;

    /** One step of work. */
    void step(int at) throws EvaluationException {
        spend(1, at);
    }

    /** The work of a function that looks at all of a value. */
    void look(Object value, int at) throws EvaluationException {
        spend(size(value) / PER_STEP, at);
    }

    /** Work in steps. */
    void spend(long steps, int at) throws EvaluationException {
        work += steps;
        if (work > MAX_WORK) {
            throw new EvaluationException(
                    at, "the expression takes too long: it needs more than " + MAX_WORK + " steps");
        }
    }

    /** Accounts for a value that was just made and gives it back. */
    Object made(Object value, int at) throws EvaluationException {
        long size = size(value);
        if (size > MAX_BYTES) {
            throw new EvaluationException(
                    at, "the value is too large: it has more than " + (MAX_BYTES >> 20) + " MiB");
        }
        spend(size / PER_STEP, at);
        return value;
    }

    /**
     * Refuses a text before it is made.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static void text(long characters) {
        if (characters > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "the text is too long: it has more than " + MAX_TEXT + " characters");
        }
    }

    /** Bytes of a value without what it refers to. */
    private static long own(Object value) {
        if (value instanceof String text) {
            return OBJECT + 2L * text.length();
        } else if (value instanceof List<?> list) {
            return OBJECT + REFERENCE * list.size();
        } else if (value instanceof Map<?, ?> map) {
            return OBJECT + OBJECT * map.size();
        }
        return value instanceof Artefact ? 4 * OBJECT : NUMBER;
    }

    private long size(Object value) {
        if (!(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
            return own(value);
        }
        Long known = sizes.get(value);
        if (known == null) {
            long size = own(value);
            if (value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    size += own(entry.getKey()) + size(entry.getValue());
                }
            } else {
                for (Object element : (List<?>) value) {
                    size += size(element);
                }
            }
            // More than the limit is all the same, and must not overflow.
            known = Math.min(size, Long.MAX_VALUE >> 24);
            sizes.put(value, known);
        }
        return known;
    }
}
