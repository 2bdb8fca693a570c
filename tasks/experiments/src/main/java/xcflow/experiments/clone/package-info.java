/** Training a neural functional to reproduce a known one. */
package xcflow.experiments.clone;
