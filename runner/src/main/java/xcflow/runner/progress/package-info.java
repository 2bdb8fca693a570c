/** What a run shows of itself while it runs. */
package xcflow.runner.progress;
