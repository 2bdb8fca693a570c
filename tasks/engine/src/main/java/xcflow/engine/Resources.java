package xcflow.engine;

/**
 * What a calculation may use.
 *
 * @param threads number of threads; results do not depend on it
 * @param files behind the artefacts among the settings
 */
public record Resources(int threads, InputFiles files) {}
