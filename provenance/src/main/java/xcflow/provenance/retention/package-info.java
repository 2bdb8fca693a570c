/** What may be deleted, and what that costs. */
package xcflow.provenance.retention;
