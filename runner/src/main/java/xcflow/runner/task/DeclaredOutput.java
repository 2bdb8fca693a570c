package xcflow.runner.task;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/**
 * What a command has to leave: a file, a directory with all that is in it, or the files that a
 * pattern matches.
 *
 * @param path in the directory of the command; a pattern for a glob
 * @param optional whether it may be missing
 */
record DeclaredOutput(Kind kind, String path, boolean optional) {

    /** What an output is. */
    enum Kind {
        FILE,
        DIRECTORY,
        GLOB;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> KEYS = List.of("file", "directory", "glob");

    /**
     * Reads what stands in {@code outputs}: the path of a file, or a map.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static DeclaredOutput of(String name, Object declared) {
        if (declared instanceof String path) {
            return new DeclaredOutput(Kind.FILE, checked(path), false);
        }
        if (!(declared instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(wrong(name));
        }
        List<String> kinds = new ArrayList<>();
        for (Object key : map.keySet()) {
            if (KEYS.contains(key)) {
                kinds.add((String) key);
            } else if (!key.equals("optional")) {
                throw new IllegalArgumentException(
                        "the output '"
                                + name
                                + "' has an unknown key '"
                                + key
                                + "': "
                                + wrong(name));
            }
        }
        Object optional = map.get("optional");
        if (kinds.size() != 1
                || !(map.get(kinds.get(0)) instanceof String path)
                || optional != null && !(optional instanceof Boolean)) {
            throw new IllegalArgumentException(wrong(name));
        }
        Kind kind = Kind.valueOf(kinds.get(0).toUpperCase(Locale.ROOT));
        return new DeclaredOutput(
                kind,
                kind == Kind.GLOB ? pattern(path) : checked(path),
                Boolean.TRUE.equals(optional));
    }

    private static String wrong(String name) {
        return "the output '"
                + name
                + "' must be the path of a file, {file: PATH}, {directory: PATH} or {glob: PATTERN}, each of which may have optional: true";
    }

    private static String checked(String path) {
        String name = ShellFiles.inside(path).getFileName().toString();
        if (name.contains("\\")) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the output '%s' has a backslash in its name; choose another",
                            path));
        }
        return path;
    }

    private static String pattern(String glob) {
        boolean leaves =
                glob.isBlank()
                        || glob.indexOf('\0') >= 0
                        || glob.startsWith("/")
                        || List.of(glob.split("/")).contains("..");
        if (leaves) {
            throw new IllegalArgumentException(
                    "the pattern '" + glob + "' leaves the directory of the command");
        }
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the pattern '" + glob + "' cannot be read: " + e.getMessage());
        }
        return glob;
    }

    /** Whether a file of the command's directory, seen from there, matches the pattern. */
    boolean matches(Path relative) {
        return FileSystems.getDefault().getPathMatcher("glob:" + path).matches(relative);
    }
}
