/** Benchmark sets of molecules as inputs of experiments. */
package xcflow.experiments.benchmark;
