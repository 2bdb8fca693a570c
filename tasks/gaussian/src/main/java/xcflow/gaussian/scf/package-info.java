/**
 * Self-consistent Kohn–Sham orbitals of molecules.
 *
 * <p>{@link xcflow.gaussian.scf.KohnSham} is the entry. It turns a molecule, a basis and a
 * functional into an {@link xcflow.gaussian.scf.EnergyFunctional}, the sum of {@link
 * xcflow.gaussian.scf.EnergyTerm}s, and lets {@link xcflow.gaussian.scf.SelfConsistentField} find
 * its minimum.
 */
package xcflow.gaussian.scf;
