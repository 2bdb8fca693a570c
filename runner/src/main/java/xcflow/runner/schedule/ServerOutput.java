package xcflow.runner.schedule;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import xcflow.runner.progress.LineProgress;
import xcflow.runner.run.RunListener;
import xcflow.runner.value.PlainJson;

/** Says what a server does: in sentences for people, or as lines of JSON for programs. */
public final class ServerOutput {
    private final PrintStream out;
    private final boolean json;

    /**
     * @param json one JSON object on each line, instead of sentences
     */
    public ServerOutput(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /**
     * Says one thing.
     *
     * @param event what kind of thing, for programs
     * @param facts what programs may want to know of it, plain values
     * @param sentence the same for people
     */
    public void say(String event, Map<String, ?> facts, String sentence) {
        if (!json) {
            out.println(sentence);
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.putAll(facts);
        line.put("message", sentence);
        out.println(PlainJson.write(line));
    }

    /** Says what happens inside runs, a line each, to people alone. */
    RunListener progress() {
        return json ? new RunListener() {} : new LineProgress(out);
    }
}
