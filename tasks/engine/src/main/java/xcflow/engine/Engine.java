package xcflow.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.spi.Selectable;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.Structure;

/**
 * Something that solves the Kohn–Sham equations. Found by the service loader and never referred to
 * by its class; stateless and thread-safe.
 *
 * <p>The contract, which {@code EngineContract} tests: the same structure, settings and functional
 * give the same bits, whatever the number of threads; a solution was built from orbitals with the
 * requested occupation; its energies sum to the total and its sample integrates to the electrons;
 * every failure is explained in a sentence; a cancelled calculation ends within a second;
 * everything that changes numbers is in the settings or in {@link #fingerprint()}.
 */
public interface Engine extends Selectable {

    /** What it can calculate. */
    Capabilities capabilities();

    /**
     * Refuses to go on if its solutions give no forces.
     *
     * @throws TaskFailure if they do not
     */
    default void requireForces() throws TaskFailure {
        if (!capabilities().forces()) {
            throw new TaskFailure("the engine " + name() + " gives no forces");
        }
    }

    /**
     * What changes numbers besides structure, settings and functional, for the cache key: the
     * version of a foreign program. Empty where the versions of the tasks say it all.
     */
    default Map<String, Object> fingerprint() {
        return Map.of();
    }

    /**
     * As {@link #fingerprint()}, of calculations with certain settings: the version of a library
     * that only some of them need.
     *
     * @param settings as they are written, by name
     */
    default Map<String, Object> fingerprint(Map<String, Object> settings) {
        return fingerprint();
    }

    /**
     * What settings need that this machine has not, with what would help. Empty if there is
     * nothing.
     *
     * @param settings of the class {@link #settings()}
     */
    default Optional<String> missing(Record settings) {
        return Optional.empty();
    }

    /**
     * Why it cannot be used on this machine, with what would help: a program that is missing. Empty
     * if it can. May start the program.
     */
    default Optional<String> unusable() {
        return Optional.empty();
    }

    /** The program that it is, if it is another one. */
    default Optional<EngineProgram> program() {
        return Optional.empty();
    }

    /**
     * Looks for what can be known to fail before anything runs, in milliseconds: names that do not
     * exist, files that cannot be read.
     *
     * @param settings of the class {@link #settings()}
     * @throws TaskFailure with a sentence that says what is wrong and what would be right
     */
    default void check(Record settings, InputFiles files) throws TaskFailure, IOException {
        // Whatever the record can hold may be right.
    }

    /**
     * Where the settings are less than what is recommended for a structure. Cheap: asked of all
     * structures of a task before the first is calculated.
     *
     * @throws TaskFailure if the settings do not suit the structure; the message begins with its
     *     name
     */
    List<Warning> doubts(Structure structure, Record settings) throws TaskFailure;

    /**
     * The settings with what they leave to the functionals: chosen so that it suits all of them,
     * for energies and densities that are to be compared. What they say already stays.
     *
     * @param settings of the class {@link #settings()}
     */
    default Record suited(Record settings, List<Functional> functionals) {
        return settings;
    }

    /**
     * Sets up the equations of one structure.
     *
     * @param settings of the class {@link #settings()}
     * @throws TaskFailure if the settings do not suit the structure; the message begins with its
     *     name
     */
    Prepared prepare(Structure structure, Record settings, Resources resources) throws TaskFailure;

    /**
     * Sets up a crystal at several volumes so that the curve of its energies is smooth.
     *
     * @param scan which volumes, and how the cell is strained
     * @throws TaskFailure as {@link #prepare}
     */
    Series series(
            Structure.OfCrystal crystal, Record settings, VolumeScan scan, Resources resources)
            throws TaskFailure;

    /** A search for the geometries of crystals, if this engine has one. */
    default Optional<Relaxer> relaxer() {
        return Optional.empty();
    }

    /** Energies beyond density functionals, if this engine has any. */
    default Optional<Correlation> correlation() {
        return Optional.empty();
    }
}
