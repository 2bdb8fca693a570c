/** Quantities of the language that are written with a unit: durations and amounts of memory. */
package xcflow.workflows.unit;
