package xcflow.structure.library;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.structure.crystal.Crystal;

/**
 * A crystal known by name, with the settings that a calculation may start from.
 *
 * @param name for example {@code MgO}
 * @param family one of metallic, covalent, ionic, oxide, layered
 * @param prototype structure type in kebab case, for example {@code rocksalt}
 * @param elements symbols, one for each kind of site
 * @param a lattice constant of the conventional cell, Å
 * @param c height of a hexagonal cell, Å; 0 for cubic crystals
 * @param z distance of the outer atoms of a layer from its middle, Å; 0 if all lie in it
 * @param source where the lattice constant comes from
 * @param pseudopotentials names such as {@code Mg-q2}, one for each element
 * @param cutoff recommended kinetic-energy cutoff, Ha
 * @param kpoints recommended Γ-centred Monkhorst–Pack divisions
 * @param smearing recommended smearing; empty for insulators
 * @param allElectron the all-electron PBE equation of state, if there is a published one
 * @param gth the PBE equation of state that is published for the pseudopotential, if there is one
 * @param note what one should know of the settings; may be empty
 */
public record LibraryCrystal(
        String name,
        String family,
        String prototype,
        List<String> elements,
        double a,
        double c,
        double z,
        String source,
        List<String> pseudopotentials,
        double cutoff,
        List<Integer> kpoints,
        Optional<RecommendedSmearing> smearing,
        Optional<PublishedCurve> allElectron,
        Optional<PublishedCurve> gth,
        String note) {

    /**
     * @param kind for example {@code cold}
     * @param width Ha
     */
    public record RecommendedSmearing(String kind, double width) {}

    /**
     * Equation of state with PBE. All-electron: E. Bosoni et al., Nature Reviews Physics 6, 45
     * (2024); with these pseudopotentials: Δ test by the cp2k-data repository with ABINIT 9.4.2 at
     * 200 Ha.
     *
     * @param volume equilibrium volume per atom, Å³
     * @param bulkModulus GPa
     * @param bulkModulusDerivative pure number
     */
    public record PublishedCurve(double volume, double bulkModulus, double bulkModulusDerivative) {}

    /** The crystal at the library's lattice constant. */
    public Crystal crystal() {
        return Prototype.named(prototype)
                .crystal(
                        elements.stream().map(s -> Element.ofSymbol(s).orElseThrow()).toList(),
                        a,
                        c,
                        z);
    }

    /** Whether the crystal consists of layers, which are strained in their plane only. */
    public boolean layered() {
        return Prototype.named(prototype).layered();
    }

    /** Pseudopotential of each element. */
    public Map<String, String> pseudopotentialByElement() {
        Map<String, String> byElement = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            byElement.put(elements.get(i), pseudopotentials.get(i));
        }
        return byElement;
    }

    /**
     * Lattice constant of the conventional cell from the volume of the primitive one.
     *
     * @param volume bohr³
     * @return bohr
     */
    public double latticeConstant(double volume) {
        double ratio = volume / crystal().volume();
        double start = a / Constants.BOHR_IN_ANGSTROM;
        return start * (layered() ? Math.sqrt(ratio) : Math.cbrt(ratio));
    }
}
