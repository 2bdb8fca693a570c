/** Results of runs, placed where people can open them: {@link xcflow.runner.results.Placement}. */
package xcflow.runner.results;
