package xcflow.foreign.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.NotConverged;
import xcflow.engine.Prepared;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.Watch;
import xcflow.engine.WrongSolution;
import xcflow.foreign.protocol.AdapterFailure;
import xcflow.foreign.protocol.AdapterSession;
import xcflow.foreign.protocol.Message;
import xcflow.functional.Functional;
import xcflow.spi.TaskFailure;

/** One structure, for which an adapter is kept until it is closed. */
final class PreparedForeign implements Prepared {
    private final Launch launch;
    private final Equations equations;
    private AdapterSession session;

    PreparedForeign(Launch launch, Equations equations) {
        this.launch = launch;
        this.equations = equations;
    }

    Launch launch() {
        return launch;
    }

    Equations equations() {
        return equations;
    }

    /** The adapter; after one that failed another. */
    private AdapterSession session() throws TaskFailure {
        if (session == null || !session.usable()) {
            close();
            session = AdapterPool.SHARED.take(launch, equations.threads());
        }
        return session;
    }

    @Override
    public Solution solve(Functional functional, Optional<StartDensity> start, Watch watch)
            throws TaskFailure {
        String engine = launch.descriptor().name();
        CapabilityCheck.require(launch.descriptor(), functional, equations.name());
        try {
            AdapterSession adapter = session();
            CapabilityCheck.require(adapter.hello(), functional, equations);
            Path directory =
                    // What is refused before it is sent leaves its directory behind.
                    Files.createTempDirectory(
                            adapter.directory(), "request-" + (adapter.lastId() + 1) + "-");
            RequestedFunctional requested =
                    RequestedFunctional.of(functional, launch.descriptor(), directory);
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("operation", "solve");
            parts.put("directory", directory.toString());
            parts.putAll(equations.parts());
            parts.put("functional", requested.parts());
            if (start.isPresent()) {
                given(start.get(), directory)
                        .ifPresent(file -> parts.put("start", file.toString()));
            }
            Message result = adapter.request(parts, watch);
            requested.requireUse(equations.name(), engine);
            return ForeignSolution.of(this, adapter, functional, result);
        } catch (NotConverged e) {
            throw new NotConverged(named(e));
        } catch (WrongSolution e) {
            throw new WrongSolution(named(e));
        } catch (AdapterFailure e) {
            throw new TaskFailure(named(e), e, true);
        } catch (TaskFailure e) {
            throw new TaskFailure(named(e), e, e.retryable());
        } catch (IOException e) {
            throw new TaskFailure(
                    equations.name() + ": files for " + engine + ": " + e.getMessage(), e, true);
        }
    }

    private String named(TaskFailure failure) {
        String begin = equations.name() + ": ";
        return failure.getMessage().startsWith(begin)
                ? failure.getMessage()
                : begin + failure.getMessage();
    }

    /** The file with a start; empty if the program cannot begin with one. */
    private Optional<Path> given(StartDensity start, Path directory)
            throws TaskFailure, IOException {
        if (!(start instanceof ForeignDensity mine)
                || !mine.engine().equals(launch.descriptor().name())) {
            throw new TaskFailure("the start is a density of another engine: begin without one");
        }
        if (!mine.identity().equals(equations.identity())) {
            throw new TaskFailure(
                    "the start is a density of other atoms or other settings: begin without one");
        }
        return mine.content().length == 0
                ? Optional.empty()
                : Optional.of(Files.write(directory.resolve("start"), mine.content()));
    }

    @Override
    public StartDensity read(InputStream in) throws IOException {
        return ForeignDensity.read(launch.descriptor().name(), equations.identity(), in);
    }

    @Override
    public void close() {
        if (session != null) {
            AdapterPool.SHARED.give(launch, equations.threads(), session);
            session = null;
        }
    }
}
