/** Work that waits in the database for a worker: {@link xcflow.provenance.ticket.TicketTable}. */
package xcflow.provenance.ticket;
