/** Functional versions, their lineage, and what was measured of them. */
package xcflow.provenance.functional;
