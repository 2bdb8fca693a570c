package xcflow.workflows.expression;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import xcflow.workflows.schema.LanguageNumbers;

/**
 * Some total order of all plain values in which exactly the equal ones are at the same place. It
 * finds repetitions without comparing each with each, whatever the values are.
 */
enum Ordering implements Comparator<Object> {
    PLAIN;

    @Override
    public int compare(Object a, Object b) {
        int kinds = Integer.compare(kind(a), kind(b));
        if (kinds != 0) {
            return kinds;
        } else if (a instanceof Number x) {
            return compare(x, (Number) b);
        } else if (a instanceof List<?> list) {
            return compare(list, (List<?>) b);
        } else if (a instanceof Map<?, ?> map) {
            return compare(map, (Map<?, ?>) b);
        }
        return String.valueOf(a).compareTo(String.valueOf(b));
    }

    private static int kind(Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof Boolean) {
            return 1;
        } else if (value instanceof Number) {
            return 2;
        } else if (value instanceof String) {
            return 3;
        } else if (value instanceof List) {
            return 4;
        }
        return value instanceof Map ? 5 : 6;
    }

    private static int compare(Number x, Number y) {
        Long m = LanguageNumbers.whole(x);
        Long n = LanguageNumbers.whole(y);
        return m != null && n != null
                ? m.compareTo(n)
                : Double.compare(x.doubleValue(), y.doubleValue());
    }

    private int compare(List<?> a, List<?> b) {
        int sizes = Integer.compare(a.size(), b.size());
        Iterator<?> other = b.iterator();
        for (Iterator<?> one = a.iterator(); sizes == 0 && one.hasNext(); ) {
            sizes = compare(one.next(), other.next());
        }
        return sizes;
    }

    private int compare(Map<?, ?> a, Map<?, ?> b) {
        int order = Integer.compare(a.size(), b.size());
        Iterator<String> other = names(b).iterator();
        for (Iterator<String> one = names(a).iterator(); order == 0 && one.hasNext(); ) {
            String name = one.next();
            String otherName = other.next();
            order = name.compareTo(otherName);
            order = order == 0 ? compare(a.get(name), b.get(name)) : order;
        }
        return order;
    }

    private static TreeSet<String> names(Map<?, ?> map) {
        TreeSet<String> names = new TreeSet<>();
        map.keySet().forEach(key -> names.add((String) key));
        return names;
    }
}
