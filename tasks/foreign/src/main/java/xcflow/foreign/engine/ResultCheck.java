package xcflow.foreign.engine;

import java.util.Locale;
import xcflow.engine.WrongSolution;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;

/** What a result must fulfil by itself, whoever computed it. */
final class ResultCheck {
    /** How far the parts may be from the total, Ha. */
    private static final double SUM = 1e-6;

    /** How far ⟨S²⟩ may fall below that of the spin that was asked for. */
    private static final double SPIN = 1e-3;

    private ResultCheck() {}

    static void require(ForeignSolution solution, Equations equations) throws TaskFailure {
        double sum = solution.energies().values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(Math.abs(sum - solution.energy()) <= SUM)) {
            throw new WrongSolution(
                    String.format(
                            Locale.ROOT,
                            "its energies sum to %.8f Ha, but it gives a total of %.8f Ha",
                            sum,
                            solution.energy()));
        }
        if (equations.structure() instanceof Structure.OfMolecule molecule) {
            double spin = molecule.molecule().unpaired() / 2.0;
            if (solution.spinSquared() < spin * (spin + 1) - SPIN) {
                throw new WrongSolution(
                        String.format(
                                Locale.ROOT,
                                "⟨S²⟩ of its solution is %.4f, less than the %.4f of %d unpaired"
                                        + " electrons",
                                solution.spinSquared(),
                                spin * (spin + 1),
                                molecule.molecule().unpaired()));
            }
        }
    }
}
