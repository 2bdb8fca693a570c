/** Reads workflows and the values of their parameters, and says everything that is wrong. */
package xcflow.workflows.read;
