/**
 * Programs of the operating system that tasks start: their process groups, what they leave running,
 * and what they print.
 */
package xcflow.runner.process;
