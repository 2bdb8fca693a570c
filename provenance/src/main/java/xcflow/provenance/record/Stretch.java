package xcflow.provenance.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Numbers of instances that lie close together. A database finds a stretch of a run by its index;
 * for a list of numbers beside the run it would look through the whole of it.
 *
 * @param numbers in ascending order, each once
 */
public record Stretch(List<Integer> numbers) {
    /** Reading this many rows too many costs less than another question. */
    private static final int GAP = 64;

    public Stretch {
        numbers = List.copyOf(numbers);
    }

    /** The least number. */
    public int first() {
        return numbers.get(0);
    }

    /** The greatest number. */
    public int last() {
        return numbers.get(numbers.size() - 1);
    }

    /** Numbers in ascending stretches. */
    public static List<Stretch> of(Collection<Integer> numbers) {
        List<Stretch> stretches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int number : numbers.stream().sorted().distinct().toList()) {
            if (!open.isEmpty() && number - open.get(open.size() - 1) > GAP) {
                stretches.add(new Stretch(open));
                open.clear();
            }
            open.add(number);
        }
        if (!open.isEmpty()) {
            stretches.add(new Stretch(open));
        }
        return stretches;
    }
}
