/** Jobs of batch systems in which workers run, and the workers that are there. */
package xcflow.provenance.block;
