package xcflow.provenance.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One entity of a crate's metadata, and how entities of each kind are named. */
final class CrateEntity {
    static final String WORKFLOW = "workflow.yaml";

    /** Where the program is described; ids of software begin with it. */
    static final String PROGRAM = "https://github.com/xcflow/xcflow";

    /** The profiles accept no other way of writing a time. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Map<String, Object> properties = new LinkedHashMap<>();

    private CrateEntity(String id, Object type, String name) {
        properties.put("@id", id);
        properties.put("@type", type);
        properties.put("name", name);
    }

    static CrateEntity of(String id, String type, String name) {
        return new CrateEntity(id, type, name);
    }

    static CrateEntity of(String id, List<String> types, String name) {
        return new CrateEntity(id, types, name);
    }

    CrateEntity put(String property, String value) {
        properties.put(property, value);
        return this;
    }

    CrateEntity put(String property, Instant time) {
        return put(property, time(time));
    }

    /** Points to another entity. */
    CrateEntity ref(String property, String id) {
        properties.put(property, Map.of("@id", id));
        return this;
    }

    /** Points to others; a single one stands alone, and nothing is written for none. */
    CrateEntity refs(String property, Collection<String> ids) {
        List<Map<String, String>> refs = new ArrayList<>();
        ids.forEach(id -> refs.add(Map.of("@id", id)));
        if (!refs.isEmpty()) {
            properties.put(property, refs.size() == 1 ? refs.get(0) : refs);
        }
        return this;
    }

    Map<String, Object> properties() {
        return properties;
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String tool(String task, String version) {
        return PROGRAM + "#task-" + encode(task) + "-" + encode(version);
    }

    static String worker(long id) {
        return PROGRAM + "#worker-" + id;
    }

    static String person(String user) {
        return "#person-" + encode(user);
    }

    static String action(long execution) {
        return "#execution-" + execution;
    }

    static String setting(long execution, String name) {
        return action(execution) + "-" + encode(name);
    }

    static String run(long run) {
        return "#run-" + run;
    }

    static String step(String step) {
        return WORKFLOW + "#step-" + encode(step);
    }

    static String control(String step) {
        return "#control-" + encode(step);
    }

    static String functional(long id) {
        return "#functional-" + id;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
