package xcflow.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes what computes here, for the record, and tests it; found by the service loader like
 * tasks. The runner knows no science, but it records what a result depends on.
 */
public interface Machine {

    /**
     * A test of one routine.
     *
     * @param routine its name
     * @param sizes with which it was tested
     * @param error greatest relative error found
     * @param passed whether that is right
     */
    record RoutineCheck(String routine, List<Integer> sizes, double error, boolean passed) {
        public RoutineCheck {
            sizes = List.copyOf(sizes);
        }
    }

    /**
     * Processor, library, version, kernel and width of vectors, as plain values; the kernel under
     * {@code kernel}. If nothing is remembered of this machine it is tested first.
     *
     * @throws UnsoundMachineException if it computes wrongly
     */
    Map<String, Object> facts();

    /** What was replaced because it computes wrongly here, in a sentence; usually empty. */
    Optional<String> notice();

    /**
     * Tests again, whatever is remembered.
     *
     * @throws UnsoundMachineException if nothing on this machine computes right
     */
    List<RoutineCheck> examine();

    /**
     * Asks for the kernel of an earlier execution, before anything is computed in this process. One
     * that this processor cannot execute is not taken.
     */
    void prefer(String kernel);
}
