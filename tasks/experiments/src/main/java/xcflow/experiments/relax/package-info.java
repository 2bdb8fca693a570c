/** Geometries of molecules where no force acts on an atom. */
package xcflow.experiments.relax;
