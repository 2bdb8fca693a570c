/** What is recorded, value by value, and how it is read back. */
package xcflow.provenance.record;
