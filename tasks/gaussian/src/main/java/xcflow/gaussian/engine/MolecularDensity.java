package xcflow.gaussian.engine;

import java.io.IOException;
import java.io.OutputStream;
import xcflow.engine.StartDensity;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.scf.DensityFile;
import xcflow.gaussian.scf.SpinDensity;

/** Density matrices with the basis that they belong to. */
record MolecularDensity(Basis basis, SpinDensity density) implements StartDensity {

    /**
     * The density for a calculation in other functions, which may have been moved with their atoms.
     *
     * @throws IllegalArgumentException if they are those of other atoms or of another basis set
     */
    SpinDensity forFunctions(Basis functions) {
        String mine = basis.molecule().formula() + " in " + basis.name();
        String wanted = functions.molecule().formula() + " in " + functions.name();
        if (!mine.equals(wanted)) {
            throw new IllegalArgumentException(
                    "the start is a density of " + mine + ", not of " + wanted);
        }
        return density;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        DensityFile.write(basis, density, out);
    }
}
