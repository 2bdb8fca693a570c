/** Camel carries the work: {@link xcflow.runner.engine.Engine}. */
package xcflow.runner.engine;
