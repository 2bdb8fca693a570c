/** One run from its beginning to its end: {@link xcflow.runner.run.Conductor}. */
package xcflow.runner.run;
