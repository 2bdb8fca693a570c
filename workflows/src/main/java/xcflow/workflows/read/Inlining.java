package xcflow.workflows.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.Expression;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.expression.Substitution;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Expectation;
import xcflow.workflows.model.Matrix;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.model.Step;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;

/**
 * Makes one workflow of a workflow and its parts. The steps of a part become steps of the whole,
 * named {@code part/step}; its parameters are what its step gives under {@code with}; references to
 * the outputs of its step lead to what its outputs are made of.
 */
final class Inlining {
    private final Map<String, WorkflowPart> parts;
    private final Problems problems;
    private final Map<String, Map<String, ValueTemplate>> outputs = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Substitution own = new Substitution(this::outside);

    Inlining(Map<String, WorkflowPart> parts, Problems problems) {
        this.parts = parts;
        this.problems = problems;
    }

    /**
     * The steps of the whole.
     *
     * @param order names of all steps, in the order of the file
     * @param steps those that use tasks
     */
    Map<String, Step> steps(Iterable<String> order, Map<String, Step> steps) {
        Map<String, Step> all = new LinkedHashMap<>();
        for (String name : order) {
            WorkflowPart part = parts.get(name);
            if (part != null) {
                Substitution inside = inside(part);
                part.workflow()
                        .steps()
                        .forEach((id, step) -> all.put(part.id(id), of(part, step, inside)));
            } else if (steps.containsKey(name)) {
                Step step = steps.get(name);
                all.put(name, with(step, step.id(), expanded(step.needs()), step.when(), own));
            }
        }
        return all;
    }

    /** A template of the outer workflow, where steps may be parts. */
    ValueTemplate template(ValueTemplate template) {
        return own.in(template);
    }

    private Step of(WorkflowPart part, Step step, Substitution inside) {
        List<String> needs = new ArrayList<>(expanded(part.needs()));
        step.needs().forEach(id -> needs.add(part.id(id)));
        Optional<ValueTemplate> mine = step.when().map(inside::in);
        Optional<ValueTemplate> outer = part.when().map(own::in);
        Optional<ValueTemplate> when =
                mine.isPresent() && outer.isPresent()
                        ? Optional.of(Substitution.both(outer.get(), mine.get()))
                        : mine.or(() -> outer);
        return with(
                new FilePaths(part).in(step), part.id(step.id()), needs, when.map(w -> w), inside);
    }

    /** A need of a part is one of all its steps. */
    private List<String> expanded(List<String> needs) {
        List<String> all = new ArrayList<>();
        for (String need : needs) {
            WorkflowPart part = parts.get(need);
            if (part == null) {
                all.add(need);
            } else {
                part.workflow().steps().keySet().forEach(id -> all.add(part.id(id)));
            }
        }
        return all;
    }

    /** A step under another name, with everything replaced but its condition and needs. */
    private static Step with(
            Step step,
            String id,
            List<String> needs,
            Optional<ValueTemplate> when,
            Substitution replace) {
        Map<String, ValueTemplate> with = new LinkedHashMap<>();
        step.with().forEach((name, template) -> with.put(name, replace.in(template)));
        Map<SettingName, ValueTemplate> settings = new EnumMap<>(SettingName.class);
        step.settings().forEach((name, template) -> settings.put(name, replace.in(template)));
        return new Step(
                id,
                step.position(),
                step.description(),
                step.task(),
                with,
                step.withPosition(),
                step.matrix().map(matrix -> matrix(matrix, replace)),
                needs,
                id.equals(step.id()) ? when.map(replace::in) : when,
                step.expectations().stream().map(e -> expectation(e, replace)).toList(),
                settings);
    }

    private static Matrix matrix(Matrix matrix, Substitution replace) {
        Map<String, ValueTemplate> axes = new LinkedHashMap<>();
        matrix.axes().forEach((name, axis) -> axes.put(name, replace.in(axis)));
        return new Matrix(
                matrix.position(),
                axes,
                matrix.include().stream().map(replace::in).toList(),
                matrix.exclude().stream().map(replace::in).toList());
    }

    private static Expectation expectation(Expectation e, Substitution replace) {
        return new Expectation(
                new ValueTemplate.Whole(e.that().position(), replace.in(e.that().expression())),
                e.message().map(replace::in),
                e.severity());
    }

    /** References of the outer workflow to outputs of parts. */
    private Substitution.Found outside(ScopePath path, Expression expression) {
        WorkflowPart part =
                path.root().equals("steps") && !path.names().isEmpty()
                        ? parts.get(path.names().get(0))
                        : null;
        if (part == null) {
            return null;
        }
        Map<String, ValueTemplate> all = outputs(part, path, expression);
        if (path.names().size() == 1) {
            return new Substitution.Found(
                    1, new ValueTemplate.MapOf(expression.position(path.at()), all));
        }
        String name = path.names().get(1);
        ValueTemplate output = all.get(name);
        if (output == null) {
            if (!open.contains(part.name())) {
                problems.add(
                        expression.position(path.nameAt().get(1)),
                        String.format(
                                Locale.ROOT,
                                "there is no '%s' in the outputs of '%s'%s",
                                name,
                                part.name(),
                                Suggestion.forName(name, all.keySet())));
            }
            output = new ValueTemplate.Constant(expression.position(path.at()), null);
        }
        return new Substitution.Found(2, output);
    }

    private Map<String, ValueTemplate> outputs(
            WorkflowPart part, ScopePath path, Expression expression) {
        if (open.contains(part.name())) {
            List<String> cycle = new ArrayList<>(open);
            java.util.Collections.reverse(cycle);
            cycle = new ArrayList<>(cycle.subList(cycle.indexOf(part.name()), cycle.size()));
            cycle.add(part.name());
            problems.add(
                    expression.position(path.at()),
                    "these steps wait for each other: " + String.join(" -> ", cycle));
            return Map.of();
        }
        Map<String, ValueTemplate> known = outputs.get(part.name());
        if (known == null) {
            open.push(part.name());
            Substitution inside = inside(part);
            known = new LinkedHashMap<>();
            for (Map.Entry<String, ValueTemplate> output : part.workflow().outputs().entrySet()) {
                known.put(output.getKey(), inside.in(output.getValue()));
            }
            open.pop();
            outputs.put(part.name(), known);
        }
        return known;
    }

    /** What the references inside of a part stand for. */
    private Substitution inside(WorkflowPart part) {
        Map<String, ValueTemplate> parameters = new LinkedHashMap<>();
        Substitution[] self = new Substitution[1];
        self[0] =
                new Substitution(
                        (path, expression) -> inside(part, path, expression, parameters, self[0]));
        return self[0];
    }

    private Substitution.Found inside(
            WorkflowPart part,
            ScopePath path,
            Expression expression,
            Map<String, ValueTemplate> parameters,
            Substitution self) {
        switch (path.root()) {
            case "steps" -> {
                String id = path.names().isEmpty() ? null : path.names().get(0);
                return id == null
                        ? null
                        : new Substitution.Found(1, step(part.id(id), path, expression));
            }
            case "parameters" -> {
                if (path.names().isEmpty()) {
                    Map<String, ValueTemplate> all = new LinkedHashMap<>();
                    part.workflow()
                            .parameters()
                            .keySet()
                            .forEach(name -> all.put(name, value(part, name, parameters, self)));
                    return new Substitution.Found(
                            0, new ValueTemplate.MapOf(expression.position(path.at()), all));
                }
                return new Substitution.Found(
                        1, value(part, path.names().get(0), parameters, self));
            }
            case "imports" -> {
                return new Substitution.Found(
                        0,
                        new ValueTemplate.Constant(
                                expression.position(path.at()), part.workflow().imports()));
            }
            default -> {
                return null;
            }
        }
    }

    private static ValueTemplate step(String id, ScopePath path, Expression expression) {
        return new ValueTemplate.Whole(
                expression.position(path.at()),
                new Expression(
                        "steps." + id,
                        ScopePath.tree("steps", id),
                        at -> expression.position(path.at())));
    }

    /** The value of a parameter of a part: what its step gives, or else the default. */
    private ValueTemplate value(
            WorkflowPart part,
            String name,
            Map<String, ValueTemplate> parameters,
            Substitution self) {
        ValueTemplate known = parameters.get(name);
        if (known == null) {
            known =
                    part.with().containsKey(name)
                            ? own.in(part.with().get(name))
                            : self.in(new FilePaths(part).defaultOf(name));
            parameters.put(name, known);
        }
        return known;
    }
}
