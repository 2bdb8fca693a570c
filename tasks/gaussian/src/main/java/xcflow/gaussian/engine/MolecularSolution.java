package xcflow.gaussian.engine;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import xcflow.engine.Solution;
import xcflow.engine.SpatialField;
import xcflow.engine.StartDensity;
import xcflow.functional.Functional;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.functional.dispersion.Damping;
import xcflow.functional.dispersion.DispersionLibrary;
import xcflow.gaussian.sampling.DensitySample;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.Orbitals;
import xcflow.gaussian.scf.ScfResult;
import xcflow.numerics.Constants;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecule;

/**
 * A converged molecule.
 *
 * @param functional whose variables are sampled
 */
record MolecularSolution(
        String name,
        GaussianSettings settings,
        KohnSham equations,
        Functional functional,
        ScfResult result)
        implements Solution {

    @Override
    public double energy() {
        return result.energy();
    }

    @Override
    public Map<String, Double> energies() {
        return result.energies().byName();
    }

    @Override
    public int iterations() {
        return result.iterations();
    }

    @Override
    public Optional<List<Double>> dipole() {
        return Optional.of(Arrays.stream(debye()).boxed().toList());
    }

    private double[] debye() {
        return Arrays.stream(result.dipole()).map(d -> d * Constants.DIPOLE_AU_IN_DEBYE).toArray();
    }

    @Override
    public double spinSquared() {
        return result.spinSquared();
    }

    @Override
    public OptionalDouble highestLevel() {
        if (settings.smearing().isPresent()) {
            return Arrays.stream(fermiLevels(settings.smearing().get()))
                    .filter(Double::isFinite)
                    .max();
        }
        return result.orbitals().stream()
                .mapToDouble(Orbitals::homo)
                .filter(Double::isFinite)
                .max();
    }

    @Override
    public DataSet sample() {
        Set<Variable> sampled = EnumSet.copyOf(Variable.GRADIENT);
        sampled.addAll(functional.needs());
        return DensitySample.of(name, equations, result.density(), sampled)
                .from(
                        new DensityOrigin(
                                "xcflow gaussian",
                                basisAndCores(),
                                "atoms' grids of level " + settings.level(),
                                equations.basis().valence().replacesCores()
                                        ? DensityOrigin.Electrons.VALENCE
                                        : DensityOrigin.Electrons.ALL,
                                List.of()));
    }

    private String basisAndCores() {
        List<String> cores = equations.basis().valence().cores();
        String basis = "basis " + equations.basis().name();
        return cores.isEmpty() ? basis : basis + ", core potentials of " + String.join(", ", cores);
    }

    @Override
    public double distance(Solution other) {
        return DensitySample.difference(
                equations, result.density(), ((MolecularSolution) other).result.density());
    }

    @Override
    public Optional<double[]> forces() throws TaskFailure {
        try {
            return Optional.of(equations.forces(functional, result));
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(name + ": " + e.getMessage());
        }
    }

    @Override
    public double[] at(SpatialField field, double[] points) throws TaskFailure {
        try {
            return ValuesInSpace.of(equations.basis(), result.orbitals(), field, points);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(name + ": " + e.getMessage());
        }
    }

    @Override
    public List<Warning> warnings() {
        return result.warnings();
    }

    @Override
    public StartDensity density() {
        return new MolecularDensity(equations.basis(), result.density());
    }

    @Override
    public Map<String, Object> details() {
        Molecule atoms = equations.basis().molecule();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("formula", atoms.formula());
        details.put("charge", atoms.charge());
        details.put("unpaired", atoms.unpaired());
        details.put("basis", equations.basis().name());
        details.put("functions", equations.basis().count());
        if (equations.basis().valence().replacesCores()) {
            details.put("core-potentials", equations.basis().valence().cores());
            details.put("electrons", equations.basis().valence().electrons());
        }
        details.put("grid", settings.level());
        details.put("points", equations.grid().generated());
        details.put("density-fitting", settings.densityFitting());
        settings.exchange().ifPresent(how -> details.put("exchange", how));
        equations.damping(functional).ifPresent(d -> details.put("dispersion-by", described(d)));
        details.put("attempt", result.attempt());
        details.put("dipole-debye", debye());
        details.put("spin-squared", result.spinSquared());
        settings.electrons().ifPresent(counts -> details.put("filled-electrons", counts));
        List<Orbitals> orbitals = result.orbitals();
        if (settings.smearing().isPresent()) {
            details.put("smearing", settings.smearing().get());
            details.put("extrapolated-energy", result.energies().extrapolated());
            details.put("fermi-level", frontier(fermiLevels(settings.smearing().get())));
        } else {
            details.put("homo", frontier(orbitals.stream().mapToDouble(Orbitals::homo).toArray()));
            details.put("lumo", frontier(orbitals.stream().mapToDouble(Orbitals::lumo).toArray()));
        }
        stability().ifPresent(words -> details.put("stability", words));
        details.put("grid-electrons", equations.electrons(result.density()));
        return details;
    }

    /** Whether the solution is known to be a minimum, where that is tested or worth it. */
    private Optional<String> stability() {
        if (!settings.stability().equals("off")) {
            boolean saddle =
                    result.warnings().stream().anyMatch(w -> w.code().equals("unstable-solution"));
            return Optional.of(saddle ? "saddle point" : "minimum");
        }
        return result.orbitals().size() == 2 && !settings.filling().partial()
                ? Optional.of("not tested; 'stability: check' tells of a lower solution")
                : Optional.empty();
    }

    private double[] fermiLevels(double width) {
        return result.orbitals().stream().mapToDouble(set -> set.fermiLevel(width)).toArray();
    }

    /** Model, library, parameters and where those are published. */
    private static Map<String, Object> described(Damping damping) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("model", damping.model().title());
        words.put("library", DispersionLibrary.required(damping.model()).title());
        words.put("parameters", damping.functional());
        words.put("s6", damping.s6());
        words.put("s8", damping.s8());
        words.put("a1", damping.a1());
        words.put("a2", damping.a2());
        words.put("source", damping.source());
        return words;
    }

    /** One number for a closed shell, else one for each spin; text where there is no orbital. */
    private static Object frontier(double[] energies) {
        List<Object> values =
                Arrays.stream(energies)
                        .mapToObj(e -> Double.isNaN(e) ? (Object) "none" : (Object) e)
                        .toList();
        return values.size() == 1 ? values.get(0) : values;
    }
}
