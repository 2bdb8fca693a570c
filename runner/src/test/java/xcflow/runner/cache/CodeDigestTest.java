package xcflow.runner.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDigestTest {
    private static final String CLASS_PATH = "java.class.path";

    @TempDir private Path directory;
    private String classPath;
    private int jars;

    /** What stands for a task. */
    static final class Marker {}

    @BeforeEach
    void hideTheClassPath() {
        classPath = System.setProperty(CLASS_PATH, "");
    }

    @AfterEach
    void restoreTheClassPath() {
        System.setProperty(CLASS_PATH, classPath);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The marker's class and other entries, in their order. */
    private static Map<String, byte[]> entries(String... namesAndContents) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String name = Marker.class.getName().replace('.', '/') + ".class";
        for (int i = 0; i < namesAndContents.length; i += 2) {
            entries.put(namesAndContents[i], bytes(namesAndContents[i + 1]));
        }
        try (InputStream in = CodeDigestTest.class.getClassLoader().getResourceAsStream(name)) {
            entries.put(name, in.readAllBytes());
        }
        return entries;
    }

    private Path jar(String name, Map<String, byte[]> entries, long time) throws IOException {
        Path file = directory.resolve(++jars + "").resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("directory/"));
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(time);
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        return file;
    }

    private Path classes(Map<String, byte[]> entries) throws IOException {
        Path root = directory.resolve("classes" + ++jars);
        for (Map.Entry<String, byte[]> each : entries.entrySet()) {
            Path file = root.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        return root;
    }

    private static String digest(Path place) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
            return new CodeDigest().of(loader.loadClass(Marker.class.getName()));
        }
    }

    private String jarDigest(String... namesAndContents) throws Exception {
        return digest(jar("task.jar", entries(namesAndContents), 0));
    }

    @Test
    void isThatOfNamesAndContentsWhereverTheyLie() throws Exception {
        String digest = jarDigest("a.txt", "1", "b.txt", "2");
        assertThat(digest).matches("[0-9a-f]{64}");
        assertThat(digest(classes(entries("a.txt", "1", "b.txt", "2")))).isEqualTo(digest);
        assertThat(jarDigest("b.txt", "2", "a.txt", "1")).isEqualTo(digest);
        assertThat(digest(jar("x.jar", entries("a.txt", "1", "b.txt", "2"), 1_000_000_000_000L)))
                .isEqualTo(digest);
    }

    @Test
    void seesEveryNameAndEveryContent() throws Exception {
        assertThat(
                        List.of(
                                jarDigest(),
                                jarDigest("a.txt", "1"),
                                jarDigest("a.txt", "2"),
                                jarDigest("b.txt", "1"),
                                jarDigest("a.txt", "1", "b.txt", ""),
                                jarDigest("META-INF/services/a", "1")))
                .doesNotHaveDuplicates();
    }

    @Test
    void leavesOutWhatABuildWritesAboutItself() throws Exception {
        assertThat(
                        jarDigest(
                                "META-INF/MANIFEST.MF", "Created-By: x\n",
                                "META-INF/maven/pom.properties", "version=1",
                                "a.txt", "1"))
                .isEqualTo(jarDigest("a.txt", "1"));
    }

    @Test
    void countsTheEnginesOnTheClassPath() throws Exception {
        Path task = jar("task.jar", entries(), 0);
        String alone = digest(task);
        Path engine = jar("xcflow-planewave-0.1.0.jar", entries("kernel", "1"), 0);
        Path runner = jar("xcflow-runner-0.1.0.jar", entries("kernel", "1"), 0);
        System.setProperty(CLASS_PATH, runner.toString());
        assertThat(digest(task)).isEqualTo(alone);
        System.setProperty(CLASS_PATH, runner + File.pathSeparator + engine);
        assertThat(digest(task)).isNotEqualTo(alone);
    }

    @Test
    void ofCodeThatComesFromNowhereIsZero() {
        assertThat(new CodeDigest().of(String.class)).isEqualTo("0".repeat(64));
    }
}
