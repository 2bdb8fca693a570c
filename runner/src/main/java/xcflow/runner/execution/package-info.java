/** Executing one instance: {@link xcflow.runner.execution.Executor}. */
package xcflow.runner.execution;
