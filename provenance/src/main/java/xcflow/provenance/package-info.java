/**
 * Where results come from: runs, executions, artefacts, functional versions, and a log of events
 * that cannot be changed unnoticed.
 */
package xcflow.provenance;
