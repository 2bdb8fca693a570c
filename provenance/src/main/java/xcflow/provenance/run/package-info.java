/** Runs, their instances, and the executions that computed them. */
package xcflow.provenance.run;
