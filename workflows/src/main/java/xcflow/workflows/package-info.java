/**
 * The experiment language.
 *
 * <p>From a file to work: {@link xcflow.workflows.read.WorkflowReader} makes a {@link
 * xcflow.workflows.model.Workflow} of a file, or says everything that is wrong with it; {@link
 * xcflow.workflows.read.ParameterValues} gives the parameters their values; {@link
 * xcflow.workflows.plan.Planner} makes a {@link xcflow.workflows.plan.Plan} of both, whose
 * instances a runner executes.
 */
package xcflow.workflows;
