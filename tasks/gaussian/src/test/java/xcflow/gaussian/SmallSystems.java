package xcflow.gaussian;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/**
 * Energies of atoms, ions and small molecules in small basis sets, computed with PySCF from several
 * initial guesses by {@code test/benchmarks/small_systems_reference.py}.
 */
public record SmallSystems(String source, String settings, List<Row> rows) {

    /**
     * One system in one basis.
     *
     * @param atoms inline geometry in ångström
     * @param solutions distinct energies of unconstrained calculations, hartree, lowest first
     * @param aligned energy with p and π shells along the axes, hartree; null for others
     */
    public record Row(
            String system,
            String atoms,
            int charge,
            int unpaired,
            String basis,
            List<Double> solutions,
            Double aligned) {

        /** The molecule with its charge and unpaired electrons. */
        public Molecule molecule() {
            return Molecules.inline(atoms).with(charge, unpaired);
        }

        /** Energy that ours must have, hartree. */
        public double energy() {
            return aligned == null ? solutions.get(0) : aligned;
        }

        @Override
        public String toString() {
            return system + " in " + basis;
        }
    }

    /**
     * Reads a table.
     *
     * @param resource name of the file beside this class
     */
    public static SmallSystems load(String resource) {
        try (InputStream in = SmallSystems.class.getResourceAsStream(resource)) {
            return JsonMapper.builder()
                    .disable(
                            tools.jackson.databind.DeserializationFeature
                                    .FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(in, SmallSystems.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
