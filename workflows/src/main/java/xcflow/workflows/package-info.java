/** workflows. */
package xcflow.workflows;
