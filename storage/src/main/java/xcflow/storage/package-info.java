/** storage. */
package xcflow.storage;
