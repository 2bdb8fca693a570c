package xcflow.provenance.record;

/**
 * @param number position in the plan, from 0 without gaps; later additions continue the numbering
 * @param step the step's id
 * @param labels JSON object of the matrix labels; <code>{}</code> without a matrix
 */
public record NewInstance(int number, String step, String labels) {}
