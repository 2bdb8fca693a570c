/**
 * What the tasks take and give: types read from the records of the task classes, the binding of
 * values to them, and the documents generated from them (JSON Schema, reference pages).
 *
 * <p>Values of the experiment language are <em>plain</em>: null, Boolean, Long, Double, String,
 * List, LinkedHashMap with String keys, and {@link xcflow.spi.Artefact}.
 */
package xcflow.workflows.schema;
