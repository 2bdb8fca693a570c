package xcflow.runner.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.Outside;
import xcflow.spi.TaskFailure;
import xcflow.storage.ObjectStore;

/** Answers about the world outside that are found once for each run, and recorded with it. */
final class RecordedOutside implements Outside {
    private final RunLedger ledger;
    private final ObjectStore objects;
    private final Optional<Long> run;
    private final Map<String, Map<String, Object>> known = new HashMap<>();

    /**
     * @param run empty: nothing is recorded, because it is only looked at what a run would do
     */
    RecordedOutside(RunLedger ledger, ObjectStore objects, Optional<Long> run) {
        this.ledger = ledger;
        this.objects = objects;
        this.run = run;
    }

    @Override
    public Map<String, Object> once(String about, Question question)
            throws TaskFailure, IOException {
        Map<String, Object> answer = known.get(about);
        if (answer == null) {
            Optional<String> recorded = run.flatMap(id -> ledger.finding(id, about));
            if (recorded.isPresent()) {
                answer = PlainJson.readMap(recorded.get());
            } else {
                String found = PlainJson.write(question.answer());
                answer =
                        PlainJson.readMap(
                                run.map(id -> ledger.found(id, about, found)).orElse(found));
            }
            known.put(about, answer);
        }
        return answer;
    }

    @Override
    public Path file(Artefact artefact) throws IOException {
        if (objects == null || !objects.contains(artefact.digest())) {
            throw new IOException(
                    "the file " + artefact.name() + " is not in the store of the project yet");
        }
        return objects.file(artefact.digest());
    }
}
