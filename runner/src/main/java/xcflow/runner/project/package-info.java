/** A project directory, opened: {@link xcflow.runner.project.Project}. */
package xcflow.runner.project;
