/** A project directory, opened: {@link xcflow.runner.home.Project}. */
package xcflow.runner.home;
