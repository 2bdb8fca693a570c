package xcflow.workflows.read;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Step;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.ValueType;

/** Paths of files that a part names, which are relative to the part, as the whole sees them. */
final class FilePaths {
    private final WorkflowPart part;
    private final Path way;

    FilePaths(WorkflowPart part) {
        this.part = part;
        Path parent = Path.of(part.path()).normalize().getParent();
        this.way = parent == null ? Path.of("") : parent;
    }

    /** A step whose files are found from the whole. */
    Step in(Step step) {
        if (way.toString().isEmpty()) {
            return step;
        }
        Map<String, ValueTemplate> with = new LinkedHashMap<>();
        step.with()
                .forEach(
                        (name, template) -> {
                            Optional<Field> field = step.task().inputs().field(name);
                            with.put(
                                    name,
                                    field.isEmpty() ? template : in(field.get().type(), template));
                        });
        return new Step(
                step.id(),
                step.position(),
                step.description(),
                step.task(),
                with,
                step.withPosition(),
                step.matrix(),
                step.needs(),
                step.when(),
                step.expectations(),
                step.settings());
    }

    /** The default of a parameter; one that is a file is found from the whole. */
    ValueTemplate defaultOf(String name) {
        Parameter parameter = part.workflow().parameters().get(name);
        ValueTemplate value =
                Optional.ofNullable(parameter)
                        .flatMap(Parameter::defaultValue)
                        .orElse(new ValueTemplate.Constant(part.position(), null));
        return parameter != null && parameter.type() == Parameter.Type.FILE
                ? in(new ValueType.File(), value)
                : value;
    }

    private ValueTemplate in(ValueType type, ValueTemplate template) {
        if (template instanceof ValueTemplate.Constant constant) {
            return new ValueTemplate.Constant(constant.position(), in(type, constant.value()));
        } else if (template instanceof ValueTemplate.ListOf list
                && type instanceof ValueType.ListOf of) {
            return new ValueTemplate.ListOf(
                    list.position(),
                    list.elements().stream().map(e -> in(of.element(), e)).toList());
        } else if (template instanceof ValueTemplate.MapOf map) {
            Map<String, ValueTemplate> values = new LinkedHashMap<>();
            map.values()
                    .forEach(
                            (name, v) ->
                                    values.put(
                                            name, member(type, name).map(t -> in(t, v)).orElse(v)));
            return new ValueTemplate.MapOf(map.position(), values);
        }
        return template;
    }

    private Object in(ValueType type, Object value) {
        if (type instanceof ValueType.File && value instanceof String path) {
            return way.resolve(path).normalize().toString();
        } else if (value instanceof List<?> list && type instanceof ValueType.ListOf of) {
            return list.stream().map(e -> in(of.element(), e)).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach(
                    (name, v) ->
                            values.put(
                                    (String) name,
                                    member(type, (String) name).map(t -> in(t, v)).orElse(v)));
            return values;
        }
        return value;
    }

    private static Optional<ValueType> member(ValueType type, String name) {
        if (type instanceof ValueType.MapOf of) {
            return Optional.of(of.value());
        } else if (type instanceof ValueType.Nested nested) {
            return nested.type().field(name).map(Field::type);
        } else if (type instanceof ValueType.NameOrFile && name.equals("file")) {
            return Optional.of(new ValueType.File());
        }
        return Optional.empty();
    }
}
