package xcflow.gaussian;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.basis.CorePotentialFiles;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/**
 * Integrals, energies and forces with effective core potentials, computed with PySCF by {@code
 * test/benchmarks/core_potentials_reference.py}.
 */
public record CoreReferences(
        String origin, List<Row> integrals, List<Row> energies, List<Row> forces) {

    /**
     * One molecule in one basis.
     *
     * @param atoms inline geometry in ångström
     * @param functional null for integrals
     * @param image matrix of the potentials times cos 1, cos 2, …; null for others
     * @param energy hartree
     * @param forces hartree per bohr; null for others
     */
    public record Row(
            String name,
            String basis,
            String functional,
            String atoms,
            int charge,
            int unpaired,
            double[] image,
            double energy,
            double[] forces) {

        /** The molecule with its charge and unpaired electrons. */
        public Molecule molecule() {
            return Molecules.inline(atoms).with(charge, unpaired);
        }

        /** Its functions. */
        public Basis functions() {
            return Basis.of(molecule(), set());
        }

        /** Its basis set. */
        public BasisSet set() {
            return basis.equals("lanl2dz") ? CorePotentialFiles.lanl2dz() : BasisSet.of(basis);
        }

        @Override
        public String toString() {
            return name + " in " + basis + (functional == null ? "" : " with " + functional);
        }
    }

    /** The table. */
    public static CoreReferences load() {
        try (InputStream in = CoreReferences.class.getResourceAsStream("core-potentials.json")) {
            return JsonMapper.builder()
                    .disable(
                            tools.jackson.databind.DeserializationFeature
                                    .FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build()
                    .readValue(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8),
                            CoreReferences.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
