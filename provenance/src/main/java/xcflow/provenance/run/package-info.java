/** The ledger: how runs, their instances and executions begin, change and end. */
package xcflow.provenance.run;
