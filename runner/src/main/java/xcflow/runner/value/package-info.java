/** Plain values of the experiment language on their way into and out of the database. */
package xcflow.runner.value;
