/**
 * From a workflow to instances, and from finished instances to those that can begin.
 *
 * <p>Plain data structures: no threads, no clock, no storage. A runner executes what is {@link
 * xcflow.workflows.plan.State#READY}, reports what became of it and learns what is ready next.
 */
package xcflow.workflows.plan;
