package xcflow.engine;

/**
 * What an engine can calculate. What it cannot is refused before anything runs.
 *
 * @param molecules whether it calculates molecules
 * @param crystals whether it calculates crystals
 * @param spin whether it treats unpaired electrons
 * @param descriptors whether its solutions can be sampled
 */
public record Capabilities(
        boolean molecules, boolean crystals, boolean spin, boolean descriptors) {}
