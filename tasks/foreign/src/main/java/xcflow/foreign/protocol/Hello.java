package xcflow.foreign.protocol;

import java.util.Map;
import java.util.TreeMap;

/**
 * How an adapter introduced itself.
 *
 * @param adapter version of the adapter
 * @param module version of the module for authors that it uses; may be empty
 * @param program name of the program
 * @param version of the program
 * @param libraries versions of what the program's numbers depend on
 * @param lacks what the program, as it is here, cannot do although the descriptor offers it, each
 *     with a sentence
 */
public record Hello(
        String adapter,
        String module,
        String program,
        String version,
        Map<String, String> libraries,
        Map<String, String> lacks) {

    public Hello {
        libraries = new TreeMap<>(libraries);
        lacks = new TreeMap<>(lacks);
    }
}
