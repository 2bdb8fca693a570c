package xcflow.workflows.schema;

/** Stands for a value that an expression will give later; conforms to every type. */
public enum Pending {
    VALUE;

    /** Whether the value is, or contains, one that is not known yet. */
    public static boolean isIn(Object value) {
        if (value instanceof java.util.Map<?, ?> map) {
            return map.values().stream().anyMatch(Pending::isIn);
        }
        if (value instanceof java.util.List<?> list) {
            return list.stream().anyMatch(Pending::isIn);
        }
        return value == VALUE;
    }
}
