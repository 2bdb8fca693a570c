/**
 * Drawings of graphs: boxes that are placed in layers, and arrows that pass behind none of them.
 */
package xcflow.runner.graph;
