/**
 * Dispersion energies by the established libraries of the models D3 and D4, where they are
 * installed, with the published damping parameters of functionals.
 */
package xcflow.functional.dispersion;
