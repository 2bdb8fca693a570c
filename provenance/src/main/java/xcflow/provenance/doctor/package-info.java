/** Checks whether a home is in order, and repairs what can be repaired. */
package xcflow.provenance.doctor;
