package xcflow.experiments.tuning;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.NamedMolecule;
import xcflow.spi.Artefact;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

/** What a fine-tuning would refuse of its targets and densities, found before anything runs. */
record TuningCheck(KnownInputs inputs) {

    static TuningCheck of(KnownInputs inputs) {
        return new TuningCheck(inputs);
    }

    /** Species of targets with a purpose are in a list, or have a name of their own. */
    TuningCheck targets() {
        if (!(inputs.values().get("targets") instanceof List<?> list)) {
            return this;
        }
        Set<String> listed = listed("train", "held-out", "test", "species");
        for (int i = 0; i < list.size() && listed != null; i++) {
            if (list.get(i) instanceof Map<?, ?> target
                    && target.containsKey("purpose")
                    && target.get("coefficients") instanceof Map<?, ?> coefficients) {
                for (Object species : coefficients.keySet()) {
                    if (!listed.contains(species)) {
                        read(species, "targets", i, "coefficients", species);
                    }
                }
            }
        }
        return this;
    }

    /** Names in lists; null if one of them is not known yet, or is that of a file. */
    private Set<String> listed(String... names) {
        Set<String> listed = new LinkedHashSet<>();
        for (String name : names) {
            if (!(inputs.values().get(name) instanceof List<?> list)) {
                return null;
            }
            for (Object each : list) {
                if (!(each instanceof String text)) {
                    return null;
                }
                listed.add(text);
            }
        }
        return listed;
    }

    /** Weights are not negative, and there are sets that they are for. */
    TuningCheck weights() {
        Map<String, Object> values = inputs.values();
        if (values.get("targets") instanceof List<?> targets
                && targets.isEmpty()
                && values.get("weights") instanceof Map<?, ?> map
                && !map.isEmpty()) {
            inputs.problem("weights belong to sets of targets that have a purpose", "weights");
        }
        if (inputs.values().get("weights") instanceof Map<?, ?> weights) {
            weights.forEach(
                    (set, weight) -> {
                        if (weight instanceof Number number && !(number.doubleValue() >= 0)) {
                            inputs.problem(
                                    "the weight of " + set + " is less than 0", "weights", set);
                        }
                    });
        }
        return this;
    }

    /** Their molecules and functional are known. */
    TuningCheck densities() {
        if (inputs.values().get("densities") instanceof Map<?, ?> densities) {
            read(densities.get("functional"), "densities", "functional");
            if (densities.get("molecules") instanceof List<?> molecules) {
                for (int i = 0; i < molecules.size(); i++) {
                    read(molecules.get(i), "densities", "molecules", i);
                }
            }
        }
        return this;
    }

    private void read(Object value, Object... path) {
        if (value == null) {
            return;
        }
        Source source =
                value instanceof Artefact artefact ? artefact : new Source.Name((String) value);
        try {
            if (path[1].equals("functional")) {
                FunctionalInput.load(source, inputs::file);
            } else {
                NamedMolecule.load(source, inputs::file);
            }
        } catch (TaskFailure | IOException | IllegalArgumentException e) {
            inputs.problem(e.getMessage(), path);
        }
    }
}
