/** Why something is computed or not: {@link xcflow.runner.explain.Explanation}. */
package xcflow.runner.explain;
