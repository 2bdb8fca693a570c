package xcflow.foreign.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import xcflow.engine.Engine;
import xcflow.foreign.descriptor.Descriptors;
import xcflow.foreign.descriptor.EngineDescriptor;

/** Adapters in a few lines of shell or Python, declared in a directory of their own. */
final class FakeAdapter {
    private static final String HELLO =
            """
            {"type":"hello","protocol":1,"adapter":{"version":"1"},"program":{"name":"Fake","version":"3.1"},"libraries":{"fakelib":"7"}}""";

    private FakeAdapter() {}

    /** One of shell that answers hello, and the first request with what a script does. */
    static Engine shell(Path directory, String afterRequest) throws IOException {
        return shell(directory, HELLO, afterRequest, "");
    }

    static Engine shell(Path directory, String hello, String afterRequest, String more)
            throws IOException {
        String script =
                "read -r line\ncat <<'END'\n"
                        + hello
                        + "\nEND\nwhile read -r line; do case $line in *request*) ;; *) continue ;; esac\n"
                        + afterRequest
                        + "\ndone\n";
        return engine(directory, "sh {adapter}", script, more);
    }

    /** One of Python with the module for authors. */
    static Engine python(Path directory, String script, String more) throws IOException {
        return engine(directory, "{python} {adapter}", script, more);
    }

    /** One of any script. */
    static Engine engine(Path directory, String command, String script, String more)
            throws IOException {
        Files.writeString(directory.resolve("fake-adapter"), script);
        Files.writeString(
                directory.resolve("fake.yaml"),
                """
                engine: fake
                protocol: 1
                title: For tests.
                adapter: fake-adapter
                command: "%s"
                capabilities: {molecules: true, spin: true, descriptors: true, forces: true}
                """
                                .replace("%s", command)
                        + more
                        + "\n");
        Descriptors descriptors = Descriptors.read(List.of(directory));
        EngineDescriptor descriptor = descriptors.usable().get("fake");
        if (descriptor == null) {
            throw new IOException(descriptors.problems().toString());
        }
        return new ForeignEngine(descriptor, directory);
    }
}
