/** The append-only log of events, each of which carries the hash of the one before. */
package xcflow.provenance.event;
