/**
 * What the author of a task needs, and nothing else.
 *
 * <p>A task is one class that implements {@link xcflow.spi.Task}, annotated with {@link
 * xcflow.spi.TaskInfo}, with one record of inputs and one record of outputs, and named in {@code
 * META-INF/services/xcflow.spi.Task}. A jar that contains such classes is found when it lies beside
 * the product's own.
 */
package xcflow.spi;
