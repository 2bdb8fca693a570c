/** What a file declares of an engine that is another program. */
package xcflow.foreign.descriptor;
