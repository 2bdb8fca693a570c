/** What all ledger databases share: the pool of connections and the migrations. */
package xcflow.storage.jdbc;
