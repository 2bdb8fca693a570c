package xcflow.runner.command;

/**
 * A command that begins with opening the project: that is done in the background while the rest of
 * the command line is read.
 */
interface OpensProject {}
