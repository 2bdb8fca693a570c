package xcflow.provenance.run;

/**
 * What is submitted.
 *
 * @param workflow name of the workflow
 * @param text complete text of its file; workflows are told apart by its SHA-256
 * @param file path of the file as the user gave it
 * @param parameters JSON object with the value of every parameter
 * @param options JSON object with whatever else is needed to resume (threads, cache mode, values of
 *     {@code env}, texts of imported files …)
 * @param priority runs with a higher one are given what there is first; usually 0
 * @param origin {@code command-line} or {@code schedule}
 */
public record NewRun(
        String workflow,
        String text,
        String file,
        String parameters,
        String options,
        String origin,
        int priority) {

    /** A run of the usual priority. */
    public NewRun(
            String workflow,
            String text,
            String file,
            String parameters,
            String options,
            String origin) {
        this(workflow, text, file, parameters, options, origin, 0);
    }
}
