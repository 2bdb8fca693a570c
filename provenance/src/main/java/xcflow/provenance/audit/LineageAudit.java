package xcflow.provenance.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import xcflow.provenance.functional.FunctionalQueries;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.state.ExecutionState;
import xcflow.storage.Sql;

/** Checks that every functional version says completely where it comes from. */
final class LineageAudit {
    private static final int PAGE = 500;

    private final Sql sql;
    private final Findings findings;

    LineageAudit(Sql sql, Findings findings) {
        this.sql = sql;
        this.findings = findings;
    }

    /**
     * @return number of versions
     */
    long check() {
        List<Long> ids = FunctionalQueries.ids(sql);
        Map<Long, FunctionalRecord> versions = new TreeMap<>();
        for (int from = 0; from < ids.size(); from += PAGE) {
            List<Long> page = ids.subList(from, Math.min(ids.size(), from + PAGE));
            FunctionalQueries.byIds(sql, page).forEach(v -> versions.put(v.id(), v));
        }
        Map<Long, ExecutionRecord> makers = makers(versions.values());
        for (FunctionalRecord version : versions.values()) {
            String subject = "functional " + version.label();
            origin(subject, version, makers);
            for (FunctionalRecord.Parent parent : version.parents()) {
                if (parent.version().isEmpty()) {
                    findings.add(
                            subject,
                            String.format(
                                    Locale.ROOT,
                                    "its parent (%s) is not a recorded version",
                                    parent.relation()),
                            parent.functional(),
                            "");
                } else if (!versions.containsKey(parent.version().get())) {
                    findings.add(
                            subject,
                            String.format(
                                    Locale.ROOT, "its parent (%s) is missing", parent.relation()),
                            "version " + parent.version().get(),
                            "");
                } else {
                    sameParent(subject, parent, versions.get(parent.version().get()));
                }
            }
        }
        return versions.size();
    }

    /** The executions that made versions, by id. */
    private Map<Long, ExecutionRecord> makers(Collection<FunctionalRecord> versions) {
        RecordReader reader = new RecordReader(sql);
        List<Long> ids =
                versions.stream().flatMap(v -> v.execution().stream()).distinct().sorted().toList();
        Map<Long, ExecutionRecord> makers = new HashMap<>();
        for (int from = 0; from < ids.size(); from += PAGE) {
            reader.executions(ids.subList(from, Math.min(ids.size(), from + PAGE)))
                    .forEach(record -> makers.put(record.execution().id(), record));
        }
        return makers;
    }

    private void sameParent(
            String subject, FunctionalRecord.Parent parent, FunctionalRecord version) {
        // A name always stands for a reference, which may be known by several names.
        boolean same =
                parent.functional().matches("[0-9a-f]{64}")
                        ? parent.functional().equals(version.digest())
                        : version.kind().equals("reference");
        if (!same) {
            findings.add(
                    subject,
                    String.format(
                            Locale.ROOT,
                            "its parent (%s) is another functional",
                            parent.relation()),
                    parent.functional(),
                    version.digest());
        }
    }

    private void origin(
            String subject, FunctionalRecord version, Map<Long, ExecutionRecord> makers) {
        if (!version.kind().equals("neural")) {
            return;
        }
        if (version.execution().isEmpty()) {
            findings.add(subject, "no execution made it");
            return;
        }
        ExecutionRecord maker = makers.get(version.execution().get());
        if (maker == null) {
            findings.add(
                    subject,
                    "the execution that made it is missing",
                    "execution " + version.execution().get(),
                    "");
            return;
        }
        if (maker.execution().state() != ExecutionState.SUCCEEDED) {
            findings.add(
                    subject,
                    "the execution that made it did not succeed",
                    ExecutionState.SUCCEEDED.name(),
                    maker.execution().state().name());
        }
        if (maker.outputs().stream().noneMatch(a -> a.digest().equals(version.digest()))) {
            findings.add(
                    subject,
                    "is not among the artefacts of the execution that made it",
                    version.digest(),
                    "");
        }
    }
}
