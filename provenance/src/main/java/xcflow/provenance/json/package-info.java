/** JSON as it is hashed and stored: one form for each value. */
package xcflow.provenance.json;
