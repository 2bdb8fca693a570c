package xcflow.commands;

import java.io.IOException;
import java.util.Map;
import xcflow.structure.Structure;

/** What the options of {@code xcflow scf} for one engine ask for. */
interface ScfChoice {

    /**
     * A calculation.
     *
     * @param kind {@code molecule} or {@code crystal}, for the report
     * @param shown how the report calls it
     * @param settings of the engine that are not the usual ones, by name
     * @param files that the settings name
     */
    record Request(
            String kind,
            String shown,
            Structure structure,
            Map<String, Object> settings,
            OptionFiles files) {}

    /** Name of the engine, as {@code --engine} takes it. */
    String engine();

    /** Whether an option says what is to be calculated with this engine. */
    boolean chosen();

    /**
     * What is to be calculated.
     *
     * @throws IllegalArgumentException if the options cannot be used
     */
    Request request() throws IOException;
}
