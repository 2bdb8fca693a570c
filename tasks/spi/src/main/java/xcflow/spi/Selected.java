package xcflow.spi;

/**
 * A plug-in that a step selects, with its settings. As a component {@code engine} of a record of
 * inputs it stands for several inputs in YAML: the name under {@code engine}, and the settings of
 * each plug-in of the kind, all optional, under the plug-in's own name.
 *
 * <pre>{@code
 * with:
 *   engine: planewave
 *   planewave: {cutoff: 30}
 * }</pre>
 *
 * <p>The {@link Describe#defaultValue default} is the name of a plug-in, or a map of such inputs
 * that count where a step says nothing else.
 *
 * @param plugin the selected one
 * @param settings of the class {@link Selectable#settings()}
 */
public record Selected<P extends Selectable>(P plugin, Record settings) {}
