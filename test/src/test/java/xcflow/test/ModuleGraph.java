package xcflow.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The modules and what they use, as the poms say; what only tests use is left out.
 *
 * @param modules by directory, in the order of the build
 */
record ModuleGraph(Map<String, Module> modules) {

    /**
     * A module.
     *
     * @param title what its pom says that it is
     * @param uses directories of modules that it names as dependencies
     * @param loads those of them that it does not compile against, but finds when it runs
     */
    record Module(String directory, String title, List<String> uses, List<String> loads) {}

    static ModuleGraph read(Path root) throws Exception {
        Map<String, String> directories = new LinkedHashMap<>();
        Map<String, Element> poms = new LinkedHashMap<>();
        for (Element module : below(pom(root), "modules")) {
            String directory = module.getTextContent();
            Element pom = pom(root.resolve(directory));
            poms.put(directory, pom);
            directories.put(text(pom, "artifactId"), directory);
        }
        Map<String, Module> modules = new LinkedHashMap<>();
        poms.forEach(
                (directory, pom) -> modules.put(directory, module(directory, pom, directories)));
        return new ModuleGraph(modules);
    }

    private static Module module(String directory, Element pom, Map<String, String> directories) {
        List<String> uses = new ArrayList<>();
        List<String> loads = new ArrayList<>();
        for (Element dependency : below(pom, "dependencies")) {
            String used = directories.get(text(dependency, "artifactId"));
            String scope = text(dependency, "scope");
            if (used != null && !scope.equals("test")) {
                (scope.equals("runtime") ? loads : uses).add(used);
            }
        }
        String title = text(pom, "name").replaceFirst("^xcflow: ", "");
        return new Module(directory, title, List.copyOf(uses), List.copyOf(loads));
    }

    /** Floor of each module: 0 for those that use none, otherwise above all that it uses. */
    Map<String, Integer> floors() {
        Map<String, Integer> floors = new TreeMap<>();
        modules.keySet().forEach(module -> floor(module, floors));
        return floors;
    }

    private int floor(String module, Map<String, Integer> floors) {
        Integer known = floors.get(module);
        if (known != null) {
            return known;
        }
        int floor = 0;
        for (String used : all(module)) {
            floor = Math.max(floor, 1 + floor(used, floors));
        }
        floors.put(module, floor);
        return floor;
    }

    private List<String> all(String module) {
        List<String> all = new ArrayList<>(modules.get(module).uses());
        all.addAll(modules.get(module).loads());
        return all;
    }

    /**
     * Whether a module is also reached through another one that is used: its arrow says no more.
     */
    boolean implied(String from, String to) {
        return all(from).stream().anyMatch(other -> !other.equals(to) && reaches(other, to));
    }

    private boolean reaches(String from, String to) {
        return from.equals(to) || all(from).stream().anyMatch(other -> reaches(other, to));
    }

    private static Element pom(Path directory)
            throws IOException, ParserConfigurationException, SAXException {
        try (var in = Files.newInputStream(directory.resolve("pom.xml"))) {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            return document.getDocumentElement();
        }
    }

    /** The elements in a child of this name; nothing that profiles or plug-ins have. */
    private static List<Element> below(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Element child : children(parent)) {
            if (child.getTagName().equals(name)) {
                found.addAll(children(child));
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        for (Element child : children(parent)) {
            if (child.getTagName().equals(name)) {
                return child.getTextContent().strip();
            }
        }
        return "";
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
