/** Adapters as child processes: lines in, lines out, and no way to outlive their parent. */
package xcflow.foreign.process;
