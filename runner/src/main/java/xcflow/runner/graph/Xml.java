package xcflow.runner.graph;

/** Text inside XML. */
final class Xml {
    private Xml() {}

    /**
     * Without control characters, which XML cannot write, and with entities where there must be.
     */
    static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n]]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
