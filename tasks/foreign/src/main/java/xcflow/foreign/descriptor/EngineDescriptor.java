package xcflow.foreign.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.engine.EngineProgram.KnownResult;
import xcflow.spi.Setting;

/**
 * What a file declares of an engine that is another program.
 *
 * @param name by which workflows select it
 * @param title one sentence
 * @param origin where it is declared, for people
 * @param adapter the script that speaks the protocol, and what belongs to it
 * @param command words that start the adapter; {@code {python}} and {@code {adapter}} are replaced
 * @param python interpreter that was chosen; empty: a private one if it is installed, or python3
 * @param program what the adapter starts; empty if it loads the program as a library
 * @param environment variables that adapter and program get besides xcflow's own
 * @param offers what the program can do
 * @param settings that steps may give
 * @param install how to get the program
 * @param limits of time and size
 * @param checks calculations with known results
 */
public record EngineDescriptor(
        String name,
        String title,
        String origin,
        AdapterFiles adapter,
        List<String> command,
        Optional<String> python,
        Optional<Program> program,
        Map<String, String> environment,
        Offers offers,
        List<Setting> settings,
        Install install,
        Limits limits,
        List<KnownResult> checks) {

    /** Version of the protocol and of the format of descriptors. */
    public static final int PROTOCOL = 1;

    public EngineDescriptor {
        command = List.copyOf(command);
        settings = List.copyOf(settings);
        checks = List.copyOf(checks);
    }

    /**
     * A program that the adapter starts.
     *
     * @param executable name in the PATH, or a path
     * @param command words; {@code {executable}} and {@code {threads}} are replaced
     */
    public record Program(String executable, List<String> command) {
        public Program {
            command = List.copyOf(command);
        }
    }

    /**
     * What the program can do.
     *
     * @param exported formats of xcflow's exports in which it takes functionals of xcflow: {@code
     *     python}, {@code libxc}, {@code c}
     * @param own whether it has functionals of its own by libxc's names
     */
    public record Offers(
            boolean molecules,
            boolean crystals,
            boolean spin,
            boolean descriptors,
            boolean kineticEnergyDensity,
            boolean exactExchange,
            boolean forces,
            boolean allElectron,
            boolean own,
            Set<String> exported) {
        public Offers {
            exported = Set.copyOf(exported);
        }
    }

    /**
     * How to get the program.
     *
     * @param python packages for {@code xcflow engine install}, with versions; may be empty
     * @param otherwise a sentence for people; may be empty
     */
    public record Install(List<String> python, String otherwise) {
        public Install {
            python = List.copyOf(python);
        }
    }

    /**
     * @param start seconds that hello may take
     * @param silence seconds without a line after which an adapter hangs
     * @param points most points of a density
     */
    public record Limits(int start, int silence, int points) {}
}
