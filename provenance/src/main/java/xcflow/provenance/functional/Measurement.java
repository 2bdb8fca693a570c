package xcflow.provenance.functional;

/**
 * A number that an execution measured of a functional version.
 *
 * @param functional id of the version
 * @param unit empty for a pure number
 */
public record Measurement(
        long id, long functional, long execution, String metric, double value, String unit) {}
