/**
 * The command line: {@link xcflow.runner.command.Xcflow} and one class for each command.
 *
 * <p>Commands parse, call and print; what they do lives elsewhere. Options {@code --home} and
 * {@code --debug} are inherited by all of them, so no command may declare options of these names.
 */
package xcflow.runner.command;
