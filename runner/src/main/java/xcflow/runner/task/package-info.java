/** The tasks that every installation has: shell, assert, table. */
package xcflow.runner.task;
