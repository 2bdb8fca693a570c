/** Files that a workflow names. */
package xcflow.workflows.files;
