/** Benchmarks inside one process (JMH); {@code docs/performance.md} says how they are run. */
package xcflow.test.benchmark;
