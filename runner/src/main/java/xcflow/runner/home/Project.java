package xcflow.runner.home;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessHandle.Info;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescription;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.value.PlainJson;
import xcflow.runner.version.Version;
import xcflow.spi.Machine;
import xcflow.spi.ReferenceFunctionals;
import xcflow.storage.ObjectStore;
import xcflow.storage.home.Home;

/**
 * Everything that is kept in a project directory, opened.
 *
 * @param home the directory
 * @param provenance what is recorded in it
 */
public record Project(Home home, Provenance provenance) implements AutoCloseable {

    /** Under this name the details of a worker say what computes in it. */
    public static final String COMPUTES = "linear-algebra";

    /** Times of process starts differ by rounding between two ways of asking. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    /** Opens a project; creates it if it does not exist. */
    public static Project open(Path directory) throws IOException {
        Home home = Homes.at(directory);
        return new Project(home, Provenance.open(home, Project::reference));
    }

    /** Asked only when a name is to be recorded: the modules that know are loaded then. */
    private static Optional<ReferenceDescription> reference(String name) {
        return ServiceLoader.load(ReferenceFunctionals.class).stream()
                .flatMap(provider -> provider.get().find(name).stream())
                .map(d -> new ReferenceDescription(d.name(), d.citation(), d.implementation()))
                .findFirst();
    }

    /** Its runs. */
    public RunLedger ledger() {
        return provenance.runs();
    }

    /** Its artefacts. */
    public ObjectStore objects() {
        return provenance.objects();
    }

    /**
     * Records this process as a worker, and takes the room for cleaning up after it.
     *
     * @param computes whether it may execute tasks that compute in this process: then what computes
     *     here is recorded too
     * @throws xcflow.spi.UnsoundMachineException if it computes wrongly
     */
    public Worker register(boolean computes) {
        home.reserve().take();
        return ledger().register(thisProcess(computes));
    }

    /** What this process says of itself as a worker, as {@link #register}. */
    public static Worker thisProcess(boolean computes) {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("processors", (long) runtime.availableProcessors());
        details.put("max-heap-bytes", runtime.maxMemory());
        details.put("user", System.getProperty("user.name"));
        details.put("libraries", libraries());
        if (computes) {
            ServiceLoader.load(Machine.class)
                    .findFirst()
                    .ifPresent(machine -> details.put(COMPUTES, machine.facts()));
        }
        return new Worker(
                0,
                host(),
                ProcessHandle.current().pid(),
                System.getProperty("java.vm.name")
                        + " "
                        + System.getProperty("java.runtime.version"),
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"),
                Version.text(),
                PlainJson.write(details),
                start(ProcessHandle.current()).orElseGet(Instant::now));
    }

    /** Names of the jars in use, which contain their versions. */
    private static List<String> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).getFileName().toString())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Ends the leases of workers on this machine that do not live any more, so that their instances
     * can be taken at once. Before that it ends the commands that they left running.
     */
    public void expireDeadWorkers() throws IOException {
        new OrphanedExecutions(home, ledger()).clear();
        for (Worker worker : ledger().leaseHolders()) {
            if (!isAlive(worker)) {
                ledger().expire(worker.id());
            }
        }
    }

    /** Whether a worker's process lives; those on other machines do as long as their lease. */
    public static boolean isAlive(Worker worker) {
        if (!worker.host().equals(host())) {
            return true;
        }
        return ProcessHandle.of(worker.pid())
                .filter(ProcessHandle::isAlive)
                .filter(
                        process ->
                                start(process)
                                        .map(
                                                begun ->
                                                        Duration.between(begun, worker.started())
                                                                        .abs()
                                                                        .compareTo(SAME_START)
                                                                < 0)
                                        .orElse(true))
                .isPresent();
    }

    private static Optional<Instant> start(ProcessHandle process) {
        Info info = process.info();
        return info.startInstant();
    }

    private static String host() {
        try {
            // The environment may come from another machine, as that of batch jobs does, and asking
            // the network for a name that has no address takes long.
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException e) {
            // Not Linux.
        }
        String name = System.getenv("HOSTNAME");
        if (name != null && !name.isBlank()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void close() {
        provenance.close();
    }
}
