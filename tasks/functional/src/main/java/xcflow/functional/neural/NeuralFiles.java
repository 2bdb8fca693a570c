package xcflow.functional.neural;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import xcflow.spi.FunctionalFiles;

/** Says what is in the files of neural functionals. */
public final class NeuralFiles implements FunctionalFiles {

    @Override
    public Description describe(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var spec = FunctionalFile.read(in).spec();
            return new Description(spec.name(), spec.architecture().label(), spec.reference());
        }
    }
}
