package xcflow.numerics.kernel;

import com.sun.jna.Function;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS's library: where it is, and what it tells of itself. */
final class NativeLibrary {
    private NativeLibrary() {}

    /**
     * The files on the class path that it comes from, each with size and time; empty if they cannot
     * be told apart. Loads nothing. Plain loops: this happens at every start, where the first
     * lambda costs ten milliseconds.
     */
    static List<String> files() {
        List<String> files = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = entry.substring(entry.lastIndexOf(File.separatorChar) + 1);
            if (name.endsWith(".jar")
                    && (name.startsWith("openblas-") || name.startsWith("javacpp-"))) {
                File jar = new File(entry);
                files.add(name + " " + jar.length() + " " + jar.lastModified());
            }
        }
        if (!files.isEmpty()) {
            // With these, JavaCPP takes a library from somewhere else.
            for (String elsewhere : List.of("org.bytedeco.openblas.load", "java.library.path")) {
                files.add(elsewhere + "=" + System.getProperty(elsewhere));
            }
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
