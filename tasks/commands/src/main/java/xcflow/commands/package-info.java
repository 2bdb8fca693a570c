/** The scientific commands: one class each. */
package xcflow.commands;
