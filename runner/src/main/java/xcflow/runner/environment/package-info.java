/**
 * What surrounds a command: a container, a conda environment, modules, and the tools that it is
 * asked for. {@link xcflow.runner.environment.Environment} says what is there, so that it can be
 * part of a cache key, and starts commands in it.
 */
package xcflow.runner.environment;
