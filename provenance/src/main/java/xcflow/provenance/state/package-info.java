/** The states of runs, instances and executions, and every way in which they change. */
package xcflow.provenance.state;
