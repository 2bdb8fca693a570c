/** The plane-wave engine as every task sees it. */
package xcflow.planewave.engine;
