package xcflow.numerics.kernel;

import com.sun.jna.Function;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS's library: where it is, and what it tells of itself. */
final class NativeLibrary {
    private NativeLibrary() {}

    /**
     * The files on the class path that it comes from, each with size and time; empty if they cannot
     * be told apart. Loads nothing.
     */
    static List<String> files() throws IOException {
        List<Path> jars =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(path -> path.getFileName() != null)
                        .filter(
                                path ->
                                        path.getFileName()
                                                .toString()
                                                .matches("(openblas|javacpp)-.*\\.jar"))
                        .distinct()
                        .toList();
        if (jars.isEmpty()) {
            return List.of();
        }
        List<String> files = new ArrayList<>();
        // With these, JavaCPP takes a library from somewhere else.
        for (String elsewhere : List.of("org.bytedeco.openblas.load", "java.library.path")) {
            files.add(elsewhere + "=" + System.getProperty(elsewhere));
        }
        for (Path jar : jars) {
            BasicFileAttributes a = Files.readAttributes(jar, BasicFileAttributes.class);
            files.add("%s %d %s".formatted(jar.getFileName(), a.size(), a.lastModifiedTime()));
        }
        return files;
    }

    /** Sets a variable of the environment that native code sees. */
    static void setEnvironment(String name, String value) {
        int status =
                com.sun.jna.NativeLibrary.getInstance("c")
                        .getFunction("setenv")
                        .invokeInt(new Object[] {name, value, 1});
        if (status != 0) {
            throw new IllegalStateException("the environment cannot be changed: " + name);
        }
    }

    /** Name of the kernel in use; loads the library. */
    static String kernel() {
        return text("openblas_get_corename");
    }

    /** Version and options; loads the library. */
    static String config() {
        return text("openblas_get_config").strip();
    }

    private static String text(String function) {
        openblas.blas_set_num_threads(1);
        String file =
                Loader.getLoadedLibraries().values().stream()
                        .filter(NativeLibrary::isOpenBlas)
                        .findFirst()
                        .orElseThrow();
        Function asked = com.sun.jna.NativeLibrary.getInstance(file).getFunction(function);
        return asked.invokeString(new Object[0], false);
    }

    private static boolean isOpenBlas(String file) {
        return Path.of(file).getFileName().toString().matches("(lib)?openblas.*");
    }
}
