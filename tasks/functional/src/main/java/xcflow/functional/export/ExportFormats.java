package xcflow.functional.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import xcflow.spi.FunctionalExport;

/** The formats in which functionals leave the house. */
public final class ExportFormats implements FunctionalExport {
    private static final String C = "c";
    private static final String PYTHON = "python";
    private static final String LIBXC = "libxc";
    private static final String TORCHSCRIPT = "torchscript";

    @Override
    public List<String> formats() {
        return List.of(C, PYTHON, LIBXC, TORCHSCRIPT);
    }

    @Override
    public String directory(byte[] functional) throws IOException {
        return Exported.of(functional).identifier();
    }

    @Override
    public SortedMap<String, byte[]> files(String format, byte[] functional) throws IOException {
        var exported = Exported.of(functional);
        try {
            return switch (format) {
                case C -> ExportFiles.c(exported);
                case PYTHON -> ExportFiles.python(exported);
                case LIBXC -> ExportFiles.libxc(exported);
                case TORCHSCRIPT -> ExportFiles.torchscript(exported);
                default -> throw new IOException("there is no format " + format);
            };
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Path build(String format, Path directory) throws IOException {
        return switch (format) {
            case C -> new ExportBuild(directory).library();
            case LIBXC -> new ExportBuild(directory).bridge();
            case TORCHSCRIPT -> new ExportBuild(directory).module();
            default ->
                    throw new IOException(
                            "only the formats c, libxc and torchscript are built here; a Python package is"
                                    + " built by pip install");
        };
    }
}
