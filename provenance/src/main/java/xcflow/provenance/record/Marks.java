package xcflow.provenance.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.json.CanonicalJson;

/**
 * What people say of a run. All of it may be changed later, but notes, which only become more.
 *
 * @param name of the run; several may have the same, and it then means the latest
 * @param labels in alphabetical order
 * @param notes oldest first
 */
public record Marks(Optional<String> name, Map<String, String> labels, List<String> notes) {
    public static final Marks NONE = new Marks(Optional.empty(), Map.of(), List.of());

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+@-]{0,99}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,62}");
    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_NOTE = 10_000;

    public Marks {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
        notes = List.copyOf(notes);
    }

    /**
     * These with another name.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public Marks named(String text) {
        if (!NAME.matcher(text).matches() || text.matches("[0-9]+|latest")) {
            throw new IllegalArgumentException(
                    "the name of a run has up to 100 letters, digits, blanks and . _ + @ -, and is neither a number nor 'latest'; not: "
                            + text);
        }
        return new Marks(Optional.of(text), labels, notes);
    }

    /** These with a label, which takes the place of an earlier one. */
    public Marks labelled(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "a label consists of letters, digits, '.', '_' and '-' and begins with a letter, not: "
                            + key);
        }
        if (value.isBlank() || value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the value of the label '%s' must have 1 to %d characters",
                            key,
                            LONGEST_VALUE));
        }
        Map<String, String> more = new TreeMap<>(labels);
        more.put(key, value);
        return new Marks(name, more, notes);
    }

    /** These without a label. */
    public Marks unlabelled(String key) {
        Map<String, String> fewer = new TreeMap<>(labels);
        if (fewer.remove(key) == null) {
            throw new IllegalArgumentException("the run has no label '" + key + "'");
        }
        return new Marks(name, fewer, notes);
    }

    /** These with one more note. */
    public Marks noted(String text) {
        if (text.isBlank() || text.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "a note must have 1 to " + LONGEST_NOTE + " characters");
        }
        List<String> more = new ArrayList<>(notes);
        more.add(text);
        return new Marks(name, labels, more);
    }

    /** These, and what others add: their name, their labels, their notes. */
    public Marks and(Marks other) {
        Map<String, String> all = new TreeMap<>(labels);
        all.putAll(other.labels);
        List<String> more = new ArrayList<>(notes);
        more.addAll(other.notes);
        return new Marks(other.name.isPresent() ? other.name : name, all, more);
    }

    /** As plain values, as they are shown and sealed. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name.orElse(null));
        facts.put("labels", labels);
        facts.put("notes", notes);
        return facts;
    }

    /**
     * Reads {@link #facts}; what is missing is nothing.
     *
     * @throws IllegalArgumentException if something cannot be said of a run
     */
    public static Marks of(JsonNode facts) {
        Marks marks = NONE;
        if (facts.path("name").isString()) {
            marks = marks.named(facts.path("name").asString());
        }
        for (var label : facts.path("labels").properties()) {
            marks = marks.labelled(label.getKey(), label.getValue().asString(""));
        }
        for (JsonNode note : facts.path("notes")) {
            marks = marks.noted(note.asString(""));
        }
        return marks;
    }

    /** Labels as JSON. */
    public String labelsJson() {
        return CanonicalJson.of(labels);
    }

    /** Notes as JSON. */
    public String notesJson() {
        return CanonicalJson.of(notes);
    }

    /** Reads what {@link #labelsJson} and {@link #notesJson} wrote. */
    @SuppressWarnings("unchecked")
    public static Marks read(String name, String labels, String notes) {
        return new Marks(
                Optional.ofNullable(name),
                (Map<String, String>) CanonicalJson.value(labels),
                (List<String>) CanonicalJson.value(notes));
    }

    /** Labels for people: {@code reference=PBE, site=home}. */
    public String labelsText() {
        List<String> all = new ArrayList<>();
        labels.forEach((key, value) -> all.add(key + "=" + value));
        return String.join(", ", all);
    }
}
