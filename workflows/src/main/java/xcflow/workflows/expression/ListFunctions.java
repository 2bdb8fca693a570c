package xcflow.workflows.expression;

import static xcflow.workflows.expression.Arguments.list;
import static xcflow.workflows.expression.Arguments.real;
import static xcflow.workflows.expression.Arguments.whole;
import static xcflow.workflows.expression.Functions.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import xcflow.workflows.schema.Plain;

/** Functions that make or take lists and maps. */
final class ListFunctions {
    private static final long MAX_LENGTH = 1_000_000;

    private ListFunctions() {}

    static List<Functions.Function> all() {
        return List.of(
                function("size(x)", "length of a list, map or text", a -> size(a.get(0))),
                function(
                        "contains(x, y)",
                        "whether a text or list contains y",
                        a -> contains(a.get(0), a.get(1))),
                function(
                        "indexOf(x, y)",
                        "first index of y in a text or list, from 0; -1 if it is not there",
                        a -> indexOf(a.get(0), a.get(1))),
                function(
                        "range(n), range(from, to), range(from, to, step)",
                        "numbers from 0 or `from` to before n or `to`",
                        ListFunctions::range),
                function(
                        "linspace(from, to, n)",
                        "n numbers at equal distances, both ends included",
                        a -> linspace(real(a.get(0)), real(a.get(1)), whole(a.get(2)))),
                function(
                        "flatten(list)",
                        "the elements of the lists in the list",
                        a -> flatten(list(a.get(0)))),
                function(
                        "zip(list, list, ...)",
                        "list of lists of the first elements, the second ones and so on",
                        ListFunctions::zip),
                function("sort(list)", "in ascending order", a -> sort(list(a.get(0)))),
                function("reverse(list)", "in reverse order", a -> reverse(list(a.get(0)))),
                function("distinct(list)", "without repetitions", a -> distinct(list(a.get(0)))),
                function(
                        "keys(map)",
                        "the names in a map, in its order",
                        a -> new ArrayList<>(map(a.get(0)).keySet())),
                function(
                        "values(map)",
                        "the values in a map, in its order",
                        a -> new ArrayList<>(map(a.get(0)).values())));
    }

    private static Map<?, ?> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("expected a map but found " + Plain.describe(value));
    }

    private static Object size(Object value) {
        if (value instanceof String text) {
            return (long) text.codePointCount(0, text.length());
        }
        return (long) (value instanceof Map<?, ?> map ? map.size() : list(value).size());
    }

    private static Object contains(Object x, Object y) {
        return x instanceof String text
                ? text.contains(Arguments.text(y))
                : list(x).stream().anyMatch(e -> Plain.equal(e, y));
    }

    private static Object indexOf(Object x, Object y) {
        if (x instanceof String text) {
            return (long) text.indexOf(Arguments.text(y));
        }
        int at = 0;
        for (Object element : list(x)) {
            if (Plain.equal(element, y)) {
                return (long) at;
            }
            at++;
        }
        return -1L;
    }

    private static Object range(List<Object> a) {
        Object from = a.size() == 1 ? (Object) 0L : a.get(0);
        Object to = a.get(a.size() == 1 ? 0 : 1);
        Object step = a.size() == 3 ? a.get(2) : (Object) 1L;
        double count = Math.ceil((real(to) - real(from)) / real(step) - 1e-9);
        if (!(count <= MAX_LENGTH)) {
            throw new IllegalArgumentException(
                    "range would have more than " + MAX_LENGTH + " elements");
        }
        List<Object> numbers = new ArrayList<>(Math.max(0, (int) count));
        if (from instanceof Long first && step instanceof Long distance && count > 0) {
            // The last of them fits, and so do all.
            Math.addExact(first, Math.multiplyExact((long) count - 1, distance));
            for (long i = 0; i < count; i++) {
                numbers.add(first + i * distance);
            }
            return numbers;
        }
        for (long i = 0; i < count; i++) {
            Object offset = Operators.apply("_*_", List.of(i, step));
            numbers.add(Operators.apply("_+_", List.of(from, offset)));
        }
        return numbers;
    }

    private static Object linspace(double from, double to, long n) {
        if (n < 2 || n > MAX_LENGTH) {
            throw new IllegalArgumentException("linspace needs at least 2 numbers");
        }
        List<Object> numbers = new ArrayList<>();
        for (long i = 0; i < n; i++) {
            double x = (double) i / (n - 1);
            numbers.add(from * (1 - x) + to * x);
        }
        return numbers;
    }

    private static Object flatten(List<?> lists) {
        List<Object> flat = new ArrayList<>();
        for (Object element : lists) {
            if (element instanceof List<?> inner) {
                flat.addAll(inner);
            } else {
                flat.add(element);
            }
        }
        return flat;
    }

    private static Object zip(List<Object> lists) {
        int size = list(lists.get(0)).size();
        List<Object> zipped = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Object> row = new ArrayList<>();
            for (Object other : lists) {
                if (list(other).size() != size) {
                    throw new IllegalArgumentException("zip needs lists of the same length");
                }
                row.add(list(other).get(i));
            }
            zipped.add(row);
        }
        return zipped;
    }

    private static Object sort(List<?> list) {
        List<Object> sorted = new ArrayList<>(list);
        sorted.sort(Operators::compare);
        return sorted;
    }

    private static Object reverse(List<?> list) {
        List<Object> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Object distinct(List<?> list) {
        Set<Object> seen = new TreeSet<>(Ordering.PLAIN);
        List<Object> distinct = new ArrayList<>();
        for (Object element : list) {
            if (seen.add(element)) {
                distinct.add(element);
            }
        }
        return distinct;
    }
}
