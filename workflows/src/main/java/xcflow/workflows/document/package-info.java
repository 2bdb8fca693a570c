/** Documents generated from the language and the tasks: JSON Schema and reference pages. */
package xcflow.workflows.document;
