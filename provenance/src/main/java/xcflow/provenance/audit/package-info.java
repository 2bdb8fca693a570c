/** Finds out whether what is recorded is still what was recorded, and whether it is complete. */
package xcflow.provenance.audit;
