package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.functional.FunctionalDiff.Difference;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.storage.Sql;

/**
 * What two versions were made of. Where they were made with different files, such as data sets, the
 * executions that made those are compared too, and so on back to what was given.
 */
final class Ingredients {
    /** Facts that differ between any two executions and explain nothing. */
    private static final Set<String> INCIDENTAL =
            Set.of("number", "created", "tags", "started", "seconds", "run", "cache-key", "labels");

    private static final int DIGITS = 12;

    private final Sql sql;
    private final RecordReader reader;
    private final LineageNodes describe;
    private final List<Difference> differences = new ArrayList<>();

    Ingredients(Sql sql) {
        this.sql = sql;
        this.reader = new RecordReader(sql);
        this.describe = LineageNodes.of(sql);
    }

    List<Difference> differences(FunctionalRecord one, FunctionalRecord other) {
        compare("", facts(one), facts(other));
        makers("", maker(one.execution()), maker(other.execution()));
        return differences;
    }

    private Map<String, Object> facts(FunctionalRecord version) {
        Map<String, Object> facts = new LinkedHashMap<>();
        describe.node(version).facts().forEach((name, value) -> flatten(facts, name, value));
        for (FunctionalRecord.Parent parent : version.parents()) {
            facts.put(
                    parent.relation(),
                    parent.version()
                            .flatMap(id -> FunctionalQueries.byId(sql, id))
                            .map(FunctionalRecord::label)
                            .orElse(parent.functional()));
        }
        return facts;
    }

    private Optional<ExecutionRecord> maker(Optional<Long> execution) {
        return execution.flatMap(id -> reader.executions(List.of(id)).stream().findFirst());
    }

    private void makers(
            String path, Optional<ExecutionRecord> one, Optional<ExecutionRecord> other) {
        Map<String, Object> left = new LinkedHashMap<>();
        Map<String, Object> right = new LinkedHashMap<>();
        one.ifPresent(r -> describe.node(r).facts().forEach((k, v) -> flatten(left, k, v)));
        other.ifPresent(r -> describe.node(r).facts().forEach((k, v) -> flatten(right, k, v)));
        compare(path, left, right);
        if (one.isEmpty() || other.isEmpty()) {
            return;
        }
        Map<String, String> theirs = files(other.get());
        files(one.get())
                .forEach(
                        (name, digest) -> {
                            String counterpart = theirs.get(name);
                            if (counterpart != null && !counterpart.equals(digest)) {
                                origins(path + name + ": ", digest, counterpart);
                            }
                        });
    }

    /** Compares the executions that made two files; functionals have a comparison of their own. */
    private void origins(String path, String one, String other) {
        if (!isFunctional(one) && !isFunctional(other)) {
            Map<String, Long> makers = Lineage.makers(sql, List.of(one, other));
            makers(
                    path,
                    maker(Optional.ofNullable(makers.get(one))),
                    maker(Optional.ofNullable(makers.get(other))));
        }
    }

    private boolean isFunctional(String digest) {
        return sql.first(
                        "select 1 from functionals where digest = ? limit 1",
                        row -> row.getInt(1),
                        digest)
                .isPresent();
    }

    /** Digests of the files that an execution read, by the names of its inputs. */
    private static Map<String, String> files(ExecutionRecord record) {
        Map<String, String> files = new LinkedHashMap<>();
        find(files, "inputs", CanonicalJson.value(record.execution().inputs()));
        return files;
    }

    private static void find(Map<String, String> files, String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.get("$artefact") instanceof Map<?, ?> artefact) {
                files.put(name, String.valueOf(artefact.get("digest")));
            } else {
                map.forEach((key, inner) -> find(files, name + "." + key, inner));
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                find(files, String.format(Locale.ROOT, "%s[%d]", name, i), list.get(i));
            }
        }
    }

    private static void flatten(Map<String, Object> facts, String name, Object value) {
        if (INCIDENTAL.contains(name)) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            if (map.get("$artefact") instanceof Map<?, ?> artefact) {
                String digest = String.valueOf(artefact.get("digest"));
                facts.put(
                        name,
                        String.format(
                                Locale.ROOT,
                                "%s (%s…)",
                                artefact.get("name"),
                                digest.substring(0, Math.min(DIGITS, digest.length()))));
            } else {
                map.forEach((key, inner) -> flatten(facts, name + "." + key, inner));
            }
        } else {
            facts.put(name, value);
        }
    }

    private void compare(String path, Map<String, Object> one, Map<String, Object> other) {
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            if (!Objects.equals(one.get(name), other.get(name))) {
                differences.add(new Difference(path + name, one.get(name), other.get(name)));
            }
        }
    }
}
