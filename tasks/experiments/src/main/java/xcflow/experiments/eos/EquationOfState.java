package xcflow.experiments.eos;

import xcflow.numerics.Constants;

/**
 * Energy of a crystal as a function of its volume.
 *
 * @param form analytic form of the curve
 * @param energy energy at equilibrium, Ha
 * @param volume equilibrium volume, bohr³
 * @param bulkModulus bulk modulus at equilibrium, Ha/bohr³
 * @param bulkModulusDerivative derivative of the bulk modulus with respect to pressure
 */
public record EquationOfState(
        Form form, double energy, double volume, double bulkModulus, double bulkModulusDerivative) {

    /** Analytic form of an equation of state. */
    public enum Form {
        /** Third order in the Eulerian strain. F. Birch, Phys. Rev. 71, 809 (1947). */
        BIRCH_MURNAGHAN {
            @Override
            double energyAbove(EquationOfState eos, double volume) {
                double x = Math.pow(eos.volume / volume, 2.0 / 3.0);
                double strain = x - 1;
                return 9.0
                        / 16.0
                        * eos.volume
                        * eos.bulkModulus
                        * strain
                        * strain
                        * (strain * eos.bulkModulusDerivative + 6 - 4 * x);
            }

            @Override
            double pressure(EquationOfState eos, double volume) {
                double cube = Math.cbrt(eos.volume / volume);
                double x = cube * cube;
                return 1.5
                        * eos.bulkModulus
                        * x
                        * x
                        * cube
                        * (x - 1)
                        * (1 + 0.75 * (eos.bulkModulusDerivative - 4) * (x - 1));
            }
        },
        /** P. Vinet, J. Ferrante, J. H. Rose, J. R. Smith, J. Geophys. Res. 92, 9319 (1987). */
        VINET {
            @Override
            double energyAbove(EquationOfState eos, double volume) {
                double x = Math.cbrt(volume / eos.volume);
                double eta = 1.5 * (eos.bulkModulusDerivative - 1);
                double scale = 9 * eos.bulkModulus * eos.volume / (eta * eta);
                double y = eta * (1 - x);
                return scale * (1 - (1 - y) * Math.exp(y));
            }

            @Override
            double pressure(EquationOfState eos, double volume) {
                double x = Math.cbrt(volume / eos.volume);
                double eta = 1.5 * (eos.bulkModulusDerivative - 1);
                return 3 * eos.bulkModulus * (1 - x) / (x * x) * Math.exp(eta * (1 - x));
            }
        };

        abstract double energyAbove(EquationOfState eos, double volume);

        abstract double pressure(EquationOfState eos, double volume);
    }

    /**
     * @param volume bohr³, positive
     * @return Ha
     */
    public double energyAt(double volume) {
        return energy + form.energyAbove(this, volume);
    }

    /**
     * @param volume bohr³, positive
     * @return −dE/dV in Ha/bohr³
     */
    public double pressureAt(double volume) {
        return form.pressure(this, volume);
    }

    /** Bulk modulus in GPa. */
    public double bulkModulusInGpa() {
        return bulkModulus * Constants.HARTREE_PER_BOHR3_IN_GPA;
    }

    /** The same crystal with energies and volumes divided by a number, as for a value per atom. */
    public EquationOfState dividedBy(double count) {
        return new EquationOfState(
                form, energy / count, volume / count, bulkModulus, bulkModulusDerivative);
    }
}
