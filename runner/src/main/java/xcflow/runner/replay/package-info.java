/** Comparing what was recorded with what is computed again, within the tolerance of each output. */
package xcflow.runner.replay;
