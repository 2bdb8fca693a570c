/** Calculations of many systems with one engine, and the tasks that are nothing else. */
package xcflow.experiments.batch;
