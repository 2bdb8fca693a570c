/** Other programs as every task sees them. */
package xcflow.foreign.engine;
