/**
 * Correlated energies of small molecules: Hartree–Fock, second-order perturbation theory, and
 * coupled cluster with singles, doubles and perturbative triples. {@link
 * xcflow.gaussian.correlated.CorrelatedEnergy} is the way in.
 */
package xcflow.gaussian.correlated;
