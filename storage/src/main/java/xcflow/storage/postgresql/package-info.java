/** The ledger database on a PostgreSQL server, which the machines of a group share. */
package xcflow.storage.postgresql;
