package xcflow.provenance.exchange;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Marks;
import xcflow.storage.ObjectStore;

/**
 * The members of a record, each with the bounds that the database sets.
 *
 * @param record one line
 * @param name of the record for people
 */
record RecordFields(JsonNode record, String name) {
    /** Nothing was recorded before there was xcflow, in seconds since 1970. */
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    /** No file is larger; also what a length may be multiplied by without overflow. */
    private static final long LARGEST = 1L << 50;

    private static final Set<String> USAGE =
            Set.of("cpu-seconds", "peak-memory", "read-bytes", "written-bytes");

    private static final int LONG = Integer.MAX_VALUE;

    DamagedArchiveException wrong(String member, String what) {
        return new DamagedArchiveException(
                String.format(
                        Locale.ROOT,
                        "%s of the archive cannot be imported: its '%s' %s",
                        name,
                        member,
                        what));
    }

    private JsonNode member(String member) {
        JsonNode value = record.get(member);
        if (value == null || value.isNull()) {
            throw wrong(member, "is missing");
        }
        return value;
    }

    String text(String member, int most) {
        JsonNode value = member(member);
        if (!value.isString()) {
            throw wrong(member, "is no text");
        }
        String text = value.asString();
        if (text.length() > most) {
            throw wrong(member, "is longer than " + most + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw wrong(member, "contains the character 0");
        }
        return text;
    }

    String text(String member) {
        return text(member, LONG);
    }

    Optional<String> optional(String member, int most) {
        JsonNode value = record.get(member);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(text(member, most));
    }

    Optional<String> optional(String member) {
        return optional(member, LONG);
    }

    String digest(String member) {
        String digest = text(member, 64);
        if (!ObjectStore.names(digest)) {
            throw wrong(member, "is not a SHA-256 digest: " + digest);
        }
        return digest;
    }

    Optional<String> optionalDigest(String member) {
        return optional(member, 64).map(present -> digest(member));
    }

    long number(String member, long least, long most) {
        JsonNode value = member(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(member, "is not a whole number");
        }
        if (value.asLong() < least || value.asLong() > most) {
            throw wrong(
                    member,
                    String.format(
                            Locale.ROOT, "is %d, not from %d to %d", value.asLong(), least, most));
        }
        return value.asLong();
    }

    int count(String member, int least) {
        return (int) number(member, least, Integer.MAX_VALUE);
    }

    long id(String member) {
        return number(member, 0, Long.MAX_VALUE);
    }

    Optional<Long> optionalId(String member) {
        JsonNode value = record.get(member);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(id(member));
    }

    boolean flag(String member) {
        JsonNode value = member(member);
        if (!value.isBoolean()) {
            throw wrong(member, "is neither true nor false");
        }
        return value.asBoolean();
    }

    /**
     * @param now nothing was recorded later, but for clocks that go wrong by two days
     */
    Instant time(String member, Instant now) {
        String text = text(member, 40);
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(member, "is no time: " + text);
        }
        if (time.isBefore(FIRST) || time.isAfter(now.plusSeconds(172_800))) {
            throw wrong(member, "is out of range: " + text);
        }
        return time;
    }

    <E extends Enum<E>> E constant(String member, Class<E> type) {
        String text = text(member, 40);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw wrong(member, "is unknown: " + text);
    }

    /** Text of a JSON object. */
    JsonNode object(String member) {
        return object(member, text(member));
    }

    Optional<JsonNode> optionalObject(String member) {
        return optional(member).map(text -> object(member, text));
    }

    private JsonNode object(String member, String text) {
        try {
            JsonNode tree = CanonicalJson.parse(text);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw wrong(member, "is not JSON: " + shortly(text));
        }
        throw wrong(member, "is not a JSON object: " + shortly(text));
    }

    private static String shortly(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    List<RecordFields> list(String member) {
        JsonNode value = member(member);
        if (!value.isArray()) {
            throw wrong(member, "is no list");
        }
        List<RecordFields> list = new ArrayList<>();
        value.forEach(
                element -> {
                    if (!element.isObject()) {
                        throw wrong(member, "contains something that is not an object");
                    }
                    list.add(new RecordFields(element, name));
                });
        return list;
    }

    /** Warnings, which may be left out. */
    void warnings(String member) {
        if (!record.has(member)) {
            return;
        }
        for (RecordFields each : list(member)) {
            if (!each.text("code", 100).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
                throw wrong(member, "contains an invalid code");
            }
            each.text("text", 10_000);
        }
    }

    /** What was used, which may be left out: numbers that are not negative. */
    void usage(String member) {
        if (!record.has(member)) {
            return;
        }
        JsonNode facts = record.get(member);
        if (!facts.isObject()) {
            throw wrong(member, "is not an object");
        }
        for (var fact : facts.properties()) {
            JsonNode number = fact.getValue();
            if (!USAGE.contains(fact.getKey())
                    || !number.isNumber()
                    || !(number.asDouble() >= 0 && number.asDouble() < LARGEST)) {
                throw wrong(member, "contains an invalid " + fact.getKey());
            }
        }
    }

    /** What people say of a run, which may be left out. */
    void marks(String member) {
        try {
            Marks.of(record.path(member));
        } catch (IllegalArgumentException e) {
            throw wrong(member, "is refused: " + e.getMessage());
        }
    }

    List<ArtefactRef> artefacts(String member) {
        List<ArtefactRef> artefacts = new ArrayList<>();
        for (RecordFields each : list(member)) {
            artefacts.add(
                    new ArtefactRef(
                            each.digest("digest"),
                            each.text("name", 500),
                            each.text("media-type", 200),
                            each.number("size", 0, LARGEST)));
        }
        return artefacts;
    }
}
