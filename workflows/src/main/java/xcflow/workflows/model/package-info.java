/** What a workflow says, once it was read and found to be in order. */
package xcflow.workflows.model;
