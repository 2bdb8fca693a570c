package xcflow.foreign.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.Watch;
import xcflow.foreign.protocol.AdapterFailure;
import xcflow.foreign.protocol.AdapterSession;
import xcflow.foreign.protocol.DensityArrays;
import xcflow.foreign.protocol.Message;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.numerics.Constants;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/** A solution that an adapter holds; what is large of it is asked for when it is wanted. */
final class ForeignSolution implements Solution {
    private final PreparedForeign prepared;
    private final AdapterSession adapter;
    private final Functional functional;
    private final int id;
    private final double energy;
    private final Map<String, Double> energies;
    private final int iterations;
    private final double spinSquared;
    private final Optional<double[]> dipole;
    private final Optional<Double> highestLevel;
    private final Map<String, Object> details;
    private final List<Warning> warnings = new ArrayList<>();
    private final Set<String> gives = new HashSet<>();
    private DataSet sample;

    private ForeignSolution(
            PreparedForeign prepared, AdapterSession adapter, Functional functional, Message result)
            throws TaskFailure {
        this.prepared = prepared;
        this.adapter = adapter;
        this.functional = functional;
        id = adapter.lastId();
        energy = result.number("energy");
        Map<String, Double> parts = result.numbersByName("energies");
        energies = parts.isEmpty() ? Map.of("total", energy) : parts;
        iterations = result.whole("iterations");
        spinSquared = result.optionalNumber("spin-squared").orElse(0.0);
        dipole = result.numbers("dipole");
        highestLevel = result.optionalNumber("highest-level");
        details = result.map("details");
        for (Message warning : result.list("warnings")) {
            warnings.add(new Warning(warning.text("code"), warning.text("text")));
        }
        gives.addAll(result.texts("gives"));
        result.numbers("orbital-energies")
                .ifPresent(levels -> details.put("orbital-energies", levels));
    }

    /**
     * Reads and checks a result.
     *
     * @throws TaskFailure if it is incomplete or contradicts itself
     */
    static ForeignSolution of(
            PreparedForeign prepared, AdapterSession adapter, Functional functional, Message result)
            throws TaskFailure {
        try {
            ForeignSolution solution = new ForeignSolution(prepared, adapter, functional, result);
            ResultCheck.require(solution, prepared.equations());
            return solution;
        } catch (AdapterFailure e) {
            throw adapter.broken(e.getMessage());
        }
    }

    @Override
    public double energy() {
        return energy;
    }

    @Override
    public Map<String, Double> energies() {
        return energies;
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public Optional<List<Double>> dipole() {
        return dipole.map(
                au ->
                        Arrays.stream(au)
                                .map(d -> d * Constants.DIPOLE_AU_IN_DEBYE)
                                .boxed()
                                .toList());
    }

    @Override
    public double spinSquared() {
        return spinSquared;
    }

    @Override
    public OptionalDouble highestLevel() {
        return highestLevel.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    @Override
    public DataSet sample() throws TaskFailure {
        if (sample == null) {
            if (!gives.contains("density")) {
                throw new TaskFailure(
                        prepared.equations().name()
                                + ": the engine "
                                + prepared.launch().descriptor().name()
                                + " gives no density");
            }
            Message given = give("density");
            sample = read(given).from(origin(given));
            new SampleCheck(prepared.equations(), functional, energies).require(sample, given);
        }
        return sample;
    }

    /** Where the density comes from, as far as the adapter says in its details. */
    private DensityOrigin origin(Message given) throws TaskFailure {
        // An engine may have all electrons of molecules and pseudopotentials in crystals.
        boolean all =
                prepared.launch().descriptor().offers().allElectron() && hasAllElectrons(given);
        List<String> unknown = new ArrayList<>();
        if (!all) {
            unknown.add("core electrons");
        }
        if (details.containsKey("partial-cores")) {
            unknown.add("partial cores, which its functional sees");
        }
        Object atoms = details.getOrDefault("pseudopotentials", details.get("basis"));
        Object grid = details.getOrDefault("grid", details.get("mesh"));
        return new DensityOrigin(
                adapter.hello().program() + " " + adapter.hello().version(),
                atoms == null ? "" : String.valueOf(atoms),
                grid == null ? "" : String.valueOf(grid),
                all ? DensityOrigin.Electrons.ALL : DensityOrigin.Electrons.VALENCE,
                unknown);
    }

    private boolean hasAllElectrons(Message given) throws TaskFailure {
        double atoms = prepared.equations().allElectrons();
        try {
            return Math.abs(given.optionalNumber("electrons").orElse(atoms) - atoms) < 0.5;
        } catch (AdapterFailure e) {
            throw adapter.broken(e.getMessage());
        }
    }

    private DataSet read(Message given) throws TaskFailure {
        try {
            return DensityArrays.read(
                    inside(given.text("file")),
                    prepared.equations().name(),
                    prepared.launch().descriptor().limits().points());
        } catch (AdapterFailure e) {
            throw adapter.broken(e.getMessage());
        }
    }

    /** Asks the adapter for something of this solution. */
    private Message give(String what) throws TaskFailure {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("operation", "give");
        parts.put("what", what);
        parts.put("solution", id);
        return adapter.request(parts, Watch.SILENT);
    }

    /** A file of the adapter's own directory: it must not make us read another. */
    private Path inside(String file) throws AdapterFailure {
        Path path = adapter.directory().resolve(file).normalize();
        if (!path.startsWith(adapter.directory())) {
            throw new AdapterFailure("it named a file outside of its directory: " + file);
        }
        return path;
    }

    @Override
    public double distance(Solution other) throws TaskFailure {
        DataSet mine = sample();
        DataSet others = other.sample();
        if (mine.size() != others.size() || !Arrays.equals(mine.weights(), others.weights())) {
            throw new IllegalArgumentException("the densities have different grids");
        }
        double sum = 0;
        for (int i = 0; i < mine.size(); i++) {
            sum +=
                    mine.weights()[i]
                            * Math.abs(mine.points().density(i) - others.points().density(i));
        }
        return sum;
    }

    @Override
    public Optional<double[]> forces() throws TaskFailure {
        return gives.contains("forces") ? give("forces").numbers("forces") : Optional.empty();
    }

    @Override
    public List<Warning> warnings() {
        return warnings;
    }

    /** Of a program that cannot begin with a density of its own, one without content. */
    @Override
    public StartDensity density() throws TaskFailure {
        String engine = prepared.launch().descriptor().name();
        String identity = prepared.equations().identity();
        if (!gives.contains("start")) {
            return new ForeignDensity(engine, identity, new byte[0]);
        }
        Message given = give("start");
        try {
            return new ForeignDensity(
                    engine, identity, Files.readAllBytes(inside(given.text("file"))));
        } catch (AdapterFailure e) {
            throw adapter.broken(e.getMessage());
        } catch (IOException e) {
            throw adapter.broken("its start cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> all = new LinkedHashMap<>(details);
        all.put("program", adapter.hello().program() + " " + adapter.hello().version());
        return all;
    }
}
