package xcflow.experiments.batch;

import xcflow.numerics.Constants;

/**
 * A row of the table; also what a checkpoint keeps of a finished molecule.
 *
 * @param energyHa total energy of the method; null if it could not be had
 * @param failure why it could not; null if it could
 */
record CorrelatedRow(
        String molecule,
        String formula,
        int charge,
        int unpaired,
        int functions,
        Double energyHa,
        Double hartreeFockHa,
        Double mp2CorrelationHa,
        Double ccsdCorrelationHa,
        Double triplesHa,
        Double spinSquared,
        Double atomizationKcalPerMol,
        String failure) {

    CorrelatedRow withAtomization(double hartree) {
        return new CorrelatedRow(
                molecule,
                formula,
                charge,
                unpaired,
                functions,
                energyHa,
                hartreeFockHa,
                mp2CorrelationHa,
                ccsdCorrelationHa,
                triplesHa,
                spinSquared,
                hartree * Constants.HARTREE_IN_KCAL_PER_MOL,
                failure);
    }
}
