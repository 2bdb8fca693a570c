package xcflow.planewave.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import xcflow.engine.LevelMesh;
import xcflow.engine.Magnetism;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.sampling.DensitySample;
import xcflow.planewave.sampling.SpinMoments;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.PotentialLevels;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.symmetry.KMesh;

/** A converged cell. */
record CellSolution(Cell cell, Model model, ScfResult result) implements Solution {

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
        return Optional.empty();
    }

    @Override
    public double spinSquared() {
        double spin = cell.unpaired() / 2.0;
        return spin * (spin + 1);
    }

    @Override
    public OptionalDouble highestLevel() {
        return result.fermiLevels().stream().mapToDouble(Double::doubleValue).max();
    }

    @Override
    public DataSet sample() {
        List<String> grid = result.grid().stream().map(Object::toString).toList();
        return DensitySample.of(cell.name(), result.density())
                .from(
                        new DensityOrigin(
                                "xcflow planewave",
                                sets()
                                        + model.atoms().stream()
                                                .map(Gth::name)
                                                .distinct()
                                                .collect(Collectors.joining(", ")),
                                "even, " + String.join(" × ", grid),
                                DensityOrigin.Electrons.VALENCE,
                                List.of("core electrons", "kinetic energy density")));
    }

    /** What comes before the names of pseudopotentials, which say it themselves if unusual. */
    private String sets() {
        boolean usual =
                model.atoms().stream().allMatch(a -> a.functional().equals(Optional.of("PBE")));
        return usual ? "GTH-PBE " : "GTH ";
    }

    @Override
    public double distance(Solution other) {
        return DensitySample.difference(result.density(), ((CellSolution) other).result.density());
    }

    /** Of the atoms where symmetry put them, which is 2e-5 Å away at most by default. */
    @Override
    public Optional<double[]> forces() {
        return Optional.of(result.forces());
    }

    @Override
    public LevelMesh levels(Optional<List<Integer>> kpoints, int bands) throws TaskFailure {
        Settings settings = cell.settings();
        Settings there =
                kpoints.map(n -> KMesh.gammaCentred(n.get(0), n.get(1), n.get(2)))
                        .map(settings::withKMesh)
                        .orElse(settings);
        try {
            return PotentialLevels.of(model, result, there, bands);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new TaskFailure(cell.name() + ": " + e.getMessage());
        }
    }

    @Override
    public Optional<Magnetism> magnetism() {
        return result.density().isPolarised()
                ? Optional.of(
                        new Magnetism(
                                result.moment(),
                                SpinMoments.absolute(result.density()),
                                SpinMoments.inSpheres(result.density(), result.state().crystal())))
                : Optional.empty();
    }

    @Override
    public List<Warning> warnings() {
        return result.warnings();
    }

    @Override
    public StartDensity density() {
        return new CellDensity(result.density());
    }

    @Override
    public Map<String, Object> details() {
        Settings settings = cell.settings();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("formula", model.crystal().formula());
        details.put("electrons", model.electrons());
        details.put("charge", model.charge());
        details.put("volume-bohr3", model.crystal().volume());
        details.put("pseudopotentials", model.atoms().stream().map(Gth::name).distinct().toList());
        details.put("cutoff", settings.cutoff());
        details.put("kpoints", settings.kMesh().divisions());
        details.put(
                "irreducible-kpoints",
                (int) result.bands().stream().filter(b -> b.spin() == 0).count());
        details.put("grid", result.grid());
        details.put("free-energy", result.energy());
        details.put("extrapolated-energy", result.extrapolatedEnergy());
        List<Double> levels = result.fermiLevels();
        details.put(
                levels.size() == 1 ? "fermi-level" : "fermi-levels",
                levels.size() == 1 ? levels.get(0) : levels);
        details.put("moment", result.moment());
        magnetism()
                .ifPresent(
                        moments -> {
                            details.put("absolute-moment", moments.absolute());
                            details.put("site-moments", moments.sites());
                        });
        details.put("residual", result.residual());
        result.gap()
                .ifPresent(
                        gap -> {
                            details.put("band-gap", gap.width());
                            details.put("band-gap-is-direct", gap.direct());
                        });
        if (result.density().isPolarised()) {
            result.gap(0).ifPresent(gap -> details.put("band-gap-up", gap.width()));
            result.gap(1).ifPresent(gap -> details.put("band-gap-down", gap.width()));
        }
        return details;
    }
}
