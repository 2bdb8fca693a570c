/** What editors need: the schema that the first line of an experiment names. */
package xcflow.runner.editor;
