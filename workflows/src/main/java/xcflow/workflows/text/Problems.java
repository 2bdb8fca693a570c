package xcflow.workflows.text;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers everything that is wrong, so that it can be reported at once. */
public final class Problems {
    private final TreeMap<Position, TreeSet<String>> byPosition = new TreeMap<>();

    /** Notes a problem. The same message at the same place counts once. */
    public void add(Position position, String message) {
        byPosition.computeIfAbsent(position, p -> new TreeSet<>()).add(message);
    }

    /** Notes all the given problems. */
    public void addAll(Iterable<Problem> problems) {
        problems.forEach(problem -> add(problem.position(), problem.message()));
    }

    public boolean isEmpty() {
        return byPosition.isEmpty();
    }

    /** All problems in the order of the text. */
    public List<Problem> list() {
        return byPosition.entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(text -> new Problem(e.getKey(), text)))
                .toList();
    }

    /**
     * @throws InvalidInputException with all problems, if there are any
     */
    public void throwIfAny() throws InvalidInputException {
        if (!isEmpty()) {
            throw new InvalidInputException(list());
        }
    }
}
