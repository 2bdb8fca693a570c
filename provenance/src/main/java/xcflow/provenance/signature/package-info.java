/** Signed ends of the event chain, which show when the whole chain has been rewritten. */
package xcflow.provenance.signature;
