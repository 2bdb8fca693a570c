package xcflow.workflows.schema;

import java.util.LinkedList;
import java.util.List;

/**
 * The way from a value to a value inside it, such as {@code molecules[2].charge}; a linked list
 * from the inside out.
 *
 * @param parent null at the root
 * @param key a String (key of a map) or an Integer (index of a list); null at the root
 */
public record ValuePath(ValuePath parent, Object key) {

    /** The value itself. */
    public static final ValuePath ROOT = new ValuePath(null, null);

    /** The way to a value of a map. */
    public ValuePath then(String name) {
        return new ValuePath(this, name);
    }

    /** The way to an element of a list. */
    public ValuePath then(int index) {
        return new ValuePath(this, index);
    }

    /** The keys from the outside in. */
    public List<Object> keys() {
        LinkedList<Object> keys = new LinkedList<>();
        for (ValuePath path = this; path.parent != null; path = path.parent) {
            keys.addFirst(path.key);
        }
        return keys;
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        String before = parent.toString();
        if (key instanceof Integer) {
            return before + "[" + key + "]";
        }
        return before.isEmpty() ? (String) key : before + "." + key;
    }
}
