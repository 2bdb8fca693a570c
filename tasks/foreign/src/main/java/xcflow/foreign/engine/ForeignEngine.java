package xcflow.foreign.engine;

import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.engine.Capabilities;
import xcflow.engine.Engine;
import xcflow.engine.EngineProgram;
import xcflow.engine.InputFiles;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Series;
import xcflow.engine.VolumeScan;
import xcflow.foreign.descriptor.EngineDescriptor;
import xcflow.foreign.protocol.AdapterFailure;
import xcflow.foreign.protocol.AdapterSession;
import xcflow.foreign.protocol.Hello;
import xcflow.functional.Variable;
import xcflow.spi.Artefact;
import xcflow.spi.Setting;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.Structure;

/** An engine that is another program. */
final class ForeignEngine implements Engine {
    private static final int HELLO_RETRIES = 2;

    /** One that hangs is not waited for again. */
    private static final long HELLO_PATIENCE_NANOS = 20_000_000_000L;

    private final EngineDescriptor descriptor;
    private final Launch launch;

    ForeignEngine(EngineDescriptor descriptor, java.nio.file.Path home) {
        this.descriptor = descriptor;
        launch = new Launch(descriptor, home);
    }

    @Override
    public String name() {
        return descriptor.name();
    }

    @Override
    public String title() {
        return descriptor.title();
    }

    @Override
    public Class<ForeignSettings> settings() {
        return ForeignSettings.class;
    }

    @Override
    public List<Setting> declaredSettings() {
        return ThreadsSetting.with(descriptor.settings());
    }

    @Override
    public Capabilities capabilities() {
        EngineDescriptor.Offers offers = descriptor.offers();
        Set<Variable> variables = EnumSet.copyOf(Variable.GRADIENT);
        if (offers.kineticEnergyDensity()) {
            variables.add(Variable.TAU);
        }
        return new Capabilities(
                offers.molecules(),
                offers.crystals(),
                offers.spin(),
                offers.descriptors(),
                variables,
                offers.exactExchange(),
                offers.forces());
    }

    @Override
    public Map<String, Object> fingerprint() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("protocol", EngineDescriptor.PROTOCOL);
        all.put("adapter-digest", descriptor.adapter().digest());
        try {
            Hello hello = hello();
            all.put("adapter", hello.adapter());
            all.put("module", hello.module());
            all.put("program", hello.program());
            all.put("version", hello.version());
            all.put("libraries", hello.libraries());
            all.put("executables", launch.executables());
        } catch (TaskFailure e) {
            // Nothing can be computed with it here, so nothing will be found under this key.
            // Whoever
            // executes makes the key again: it must not hold what differs from time to time.
            all.put("unusable", e.retryable() ? true : e.getMessage());
        }
        if (!descriptor.environment().isEmpty()) {
            all.put("environment", descriptor.environment());
        }
        return all;
    }

    /**
     * How the adapter introduces itself; it then waits for requests. One that was killed meanwhile
     * is started again: without this answer there is no key, and no step whose retries would help.
     */
    Hello hello() throws TaskFailure {
        long begin = System.nanoTime();
        for (int left = HELLO_RETRIES; ; left--) {
            try {
                AdapterSession session = AdapterPool.SHARED.take(launch, 1);
                AdapterPool.SHARED.give(launch, 1, session);
                return session.hello();
            } catch (AdapterFailure e) {
                if (left == 0 || System.nanoTime() - begin > HELLO_PATIENCE_NANOS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Optional<String> unusable() {
        try {
            hello();
            return Optional.empty();
        } catch (TaskFailure e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<EngineProgram> program() {
        return Optional.of(new ProgramHere(this, descriptor, launch));
    }

    @Override
    public void check(Record settings, InputFiles files) throws TaskFailure, IOException {
        for (Object value : ((ForeignSettings) settings).values().values()) {
            if (value instanceof Artefact artefact) {
                files.file(artefact);
            }
        }
    }

    @Override
    public List<Warning> doubts(Structure structure, Record settings) throws TaskFailure {
        requireKind(structure);
        return List.of();
    }

    private void requireKind(Structure structure) throws TaskFailure {
        boolean crystal = structure instanceof Structure.OfCrystal;
        if (crystal ? !descriptor.offers().crystals() : !descriptor.offers().molecules()) {
            throw new TaskFailure(
                    structure.name()
                            + ": the engine "
                            + name()
                            + " does not calculate "
                            + (crystal ? "crystals" : "molecules"));
        }
        if (structure instanceof Structure.OfMolecule molecule && molecule.molecule().hasGhosts()) {
            throw new TaskFailure(
                    structure.name()
                            + ": the engine "
                            + name()
                            + " is given no ghost atoms; the engine gaussian takes them");
        }
        if (structure instanceof Structure.OfMolecule molecule
                && molecule.molecule().unpaired() > 0
                && !descriptor.offers().spin()) {
            throw new TaskFailure(
                    structure.name()
                            + ": the engine "
                            + name()
                            + " does not calculate unpaired electrons");
        }
    }

    @Override
    public Prepared prepare(Structure structure, Record settings, Resources resources)
            throws TaskFailure {
        requireKind(structure);
        return new PreparedForeign(
                launch,
                new Equations(structure, (ForeignSettings) settings, Map.of(), resources.files()));
    }

    @Override
    public Series series(
            Structure.OfCrystal crystal, Record settings, VolumeScan scan, Resources resources)
            throws TaskFailure {
        requireKind(crystal);
        return new ForeignSeries(
                launch, crystal, (ForeignSettings) settings, scan, resources.files());
    }
}
