/** Who may use the server, and what it remembers for its pages. */
package xcflow.provenance.access;
