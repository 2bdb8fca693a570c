package xcflow.provenance.signature;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;
import xcflow.provenance.event.Event;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.run.ExampleHome;
import xcflow.storage.Sha256;

/** An attacker who knows everything but the key. */
final class Forger {
    private Forger() {}

    /** Changes a record, changes the event that seals it, and computes the whole chain anew. */
    static void rewrite(
            ExampleHome home, String update, String subject, String fact, String value) {
        home.sql("update " + update);
        List<Event> events = home.provenance.events().after(0, 100_000);
        String previous = Event.GENESIS;
        for (Event event : events) {
            String payload = event.payload();
            if (event.subject().equals(subject) && payload.contains("\"" + fact + "\"")) {
                ObjectNode tree = (ObjectNode) CanonicalJson.parse(payload);
                tree.put(fact, value);
                payload = CanonicalJson.ofText(tree.toString());
            }
            String hash =
                    Sha256.of(
                            CanonicalJson.of(
                                    Map.of(
                                            "at", event.at().toString(),
                                            "payload", Sha256.of(payload),
                                            "previous", previous,
                                            "seq", event.seq(),
                                            "subject", event.subject(),
                                            "type", event.type())));
            String text = payload;
            String before = previous;
            home.provenance
                    .database()
                    .atomically(
                            sql ->
                                    sql.update(
                                            "update events set payload = ?, previous = ?, hash = ? where seq = ?",
                                            text,
                                            before,
                                            hash,
                                            event.seq()));
            previous = hash;
        }
        home.sql("update event_head set hash = '" + previous + "'");
    }
}
