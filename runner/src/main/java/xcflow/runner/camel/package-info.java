/** Camel carries the work: {@link xcflow.runner.camel.CamelRunner}. */
package xcflow.runner.camel;
