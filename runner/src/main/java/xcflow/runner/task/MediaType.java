package xcflow.runner.task;

import java.util.Map;

/** Media types by the extension of a file's name. */
final class MediaType {

    private static final Map<String, String> BY_EXTENSION =
            Map.ofEntries(
                    Map.entry("txt", "text/plain"),
                    Map.entry("log", "text/plain"),
                    Map.entry("dat", "text/plain"),
                    Map.entry("xyz", "chemical/x-xyz"),
                    Map.entry("cif", "chemical/x-cif"),
                    Map.entry("csv", "text/csv"),
                    Map.entry("md", "text/markdown"),
                    Map.entry("html", "text/html"),
                    Map.entry("json", "application/json"),
                    Map.entry("yaml", "application/yaml"),
                    Map.entry("yml", "application/yaml"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("zip", "application/zip"),
                    Map.entry("gz", "application/gzip"),
                    Map.entry("png", "image/png"),
                    Map.entry("svg", "image/svg+xml"));

    private MediaType() {}

    static String of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return BY_EXTENSION.getOrDefault(extension, "application/octet-stream");
    }
}
