package xcflow.engine;

import java.util.List;
import java.util.Map;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/**
 * One crystal at several volumes that share whatever makes the curve of their energies smooth. A
 * solution at one volume is a start for the next.
 */
public interface Series {

    /** What is doubtful about all of them, known before the first is solved. */
    List<Warning> warnings();

    /** Settings as they are used, recommended ones filled in, for people. */
    Map<String, Object> details();

    /** Volume of the cell, bohr³. */
    double volume(int index);

    /**
     * One of the volumes.
     *
     * @param index from 0
     * @throws TaskFailure if it cannot be calculated
     */
    Prepared at(int index) throws TaskFailure;
}
