package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.GridTransform;
import xcflow.spi.Warning;

/**
 * What must hold of a converged solution whatever iteration led to it, tested from its orbitals,
 * occupations and density alone. What cannot be true ends the calculation; what is only doubtful
 * becomes a warning.
 */
record SolutionCheck(Model model, Orbitals orbitals) {
    private static final double ORTHONORMAL = 1e-6;

    /** Relative error of numbers of electrons. */
    private static final double COUNT = 1e-7;

    /**
     * Greatest difference between the energy of the orbitals' density and that of the functional
     * that the iteration used (Harris and Foulkes), which is stationary too: hartree per electron,
     * and in units of the estimated error.
     */
    private static final double ENERGY = 1e-6;

    private static final double ERRORS = 100;

    /** Share of the electrons that a density may have with the wrong sign. */
    private static final double NEGATIVE = 1e-6;

    /**
     * Checks a solution.
     *
     * @param filled occupations
     * @param density of the orbitals
     * @param energies of the same
     * @param iterated energy that the iteration ended with, Hartree
     * @param residual estimated error of the energy, Hartree
     * @throws WrongSolutionException with the numbers, if it cannot be a solution
     */
    List<Warning> warnings(
            Filled filled, Density density, Energies energies, double iterated, double residual) {
        List<Warning> warnings = new ArrayList<>();
        checkOrthonormal(filled);
        checkElectrons(filled, density);
        double free = energies.free();
        double bound = ENERGY * model.electrons() + ERRORS * Math.abs(residual);
        if (!(Math.abs(free - iterated) < bound)) {
            throw refused(
                    "its density has an energy of %.8f Ha, the iteration ended with %.8f Ha",
                    free, iterated);
        }
        if (!(energies.kinetic() > 0)) {
            throw refused("its kinetic energy is %.6f Ha", energies.kinetic());
        }
        checkSign(density, warnings);
        return warnings;
    }

    private void checkOrthonormal(Filled filled) {
        double[] worst = new double[orbitals.channels().size()];
        orbitals.workers()
                .forEach(
                        worst.length,
                        i ->
                                worst[i] =
                                        overlapError(
                                                orbitals.channels().get(i),
                                                filled.occupations().get(i)));
        double error = Arrays.stream(worst).max().orElse(0);
        if (!(error < ORTHONORMAL)) {
            throw refused("its orbitals are orthonormal only to %.1e", error);
        }
    }

    /** Greatest deviation of the scalar products of filled orbitals from the unit matrix. */
    private static double overlapError(Channel channel, double[] occupations) {
        int count = 0;
        for (int band = 0; band < occupations.length; band++) {
            count = occupations[band] != 0 ? band + 1 : count;
        }
        var arithmetic = channel.arithmetic();
        double[] products =
                arithmetic.overlap(channel.orbitals(), 0, count, channel.orbitals(), 0, count);
        int width = arithmetic.width();
        double worst = 0;
        for (int i = 0; i < products.length; i++) {
            boolean diagonal = i % width == 0 && i / width % (count + 1) == 0;
            double error = Math.abs(products[i] - (diagonal ? 1 : 0));
            // Written so that NaN wins.
            worst = error <= worst ? worst : error;
        }
        return worst;
    }

    private void checkElectrons(Filled filled, Density density) {
        double[] counted = new double[2];
        for (int i = 0; i < orbitals.channels().size(); i++) {
            Channel channel = orbitals.channels().get(i);
            counted[channel.spin()] +=
                    channel.weight() * Arrays.stream(filled.occupations().get(i)).sum();
        }
        double electrons = model.electrons();
        require("electrons in its orbitals", counted[0] + counted[1], electrons);
        require("electrons in its density", density.electrons(), electrons);
        if (model.spin().polarised()) {
            double moment = counted[0] - counted[1];
            require("of a moment in its density", density.moment(), moment);
            if (model.spin() instanceof Spin.Fixed fixed) {
                require("of a moment in its orbitals", moment, fixed.moment());
            }
        }
    }

    private void require(String what, double found, double wanted) {
        if (!(Math.abs(found - wanted) < COUNT * model.electrons())) {
            throw refused("%.8f %s instead of %.8f", found, what, wanted);
        }
    }

    /** Squares of orbitals are nowhere negative, nor are their averages over a group. */
    private void checkSign(Density density, List<Warning> warnings) {
        double[] values = GridTransform.toGrid(density.basis(), density.total());
        double negative = 0;
        for (double value : values) {
            negative -= Math.min(0, value);
        }
        negative *= density.basis().volume() / values.length;
        if (!(negative < NEGATIVE * model.electrons())) {
            warnings.add(
                    new Warning(
                            "negative-density",
                            String.format(
                                    Locale.ROOT,
                                    "the density of %s is negative in places, by %.1e electrons in"
                                            + " all: the Fourier grid is too coarse for the cutoff",
                                    model.crystal().formula(),
                                    negative)));
        }
    }

    private WrongSolutionException refused(String text, Object... values) {
        return new WrongSolutionException(
                String.format(
                                Locale.ROOT,
                                "%s with %s converged to no solution: ",
                                model.crystal().formula(),
                                model.functional().name())
                        + String.format(Locale.ROOT, text, values));
    }
}
