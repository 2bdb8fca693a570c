/**
 * Neural functionals for other programs: as C source, as a Python package, each with what a
 * stranger needs to check that it is what it says. The same functional gives the same bytes.
 */
package xcflow.functional.export;
