/** Takes a project's records to another database: {@link xcflow.provenance.move.LedgerMove}. */
package xcflow.provenance.move;
