/** provenance. */
package xcflow.provenance;
