package xcflow.workflows.schema;

import java.util.List;
import java.util.Locale;

/** Type of a value as a task's author declared it; the closed list of {@code Describe}. */
public sealed interface ValueType {

    /** The type in a few words, as messages and reference pages show it: {@code list of text}. */
    String label();

    /**
     * @param allowed permitted values; empty: any
     */
    record Text(List<String> allowed) implements ValueType {
        @Override
        public String label() {
            return allowed.isEmpty() ? "text" : "one of " + String.join(", ", allowed);
        }
    }

    /** true or false. */
    record Bool() implements ValueType {
        @Override
        public String label() {
            return "true or false";
        }
    }

    /**
     * A whole number; both bounds inclusive.
     *
     * @param narrow whether the record holds an {@code int}
     */
    record Whole(boolean narrow, long min, long max) implements ValueType {
        @Override
        public String label() {
            return "whole number";
        }
    }

    /** A number; both bounds inclusive. */
    record Real(double min, double max) implements ValueType {
        @Override
        public String label() {
            return "number";
        }
    }

    /** One constant of an enum, in kebab case. */
    record Choice(Class<? extends Enum<?>> type) implements ValueType {
        /** The constants as they are written in YAML, in the order of declaration. */
        public List<String> names() {
            return java.util.Arrays.stream(type.getEnumConstants()).map(Choice::name).toList();
        }

        static String name(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String label() {
            return "one of " + String.join(", ", names());
        }
    }

    /** A length of time; plain value: ISO-8601 text such as {@code PT2H}. */
    record Time() implements ValueType {
        @Override
        public String label() {
            return "duration";
        }
    }

    /**
     * @param minSize least permitted length
     * @param maxSize greatest permitted length
     */
    record ListOf(ValueType element, long minSize, long maxSize) implements ValueType {
        @Override
        public String label() {
            return "list of " + element.label();
        }
    }

    /** Names to values, in the order of the file. */
    record MapOf(ValueType value) implements ValueType {
        @Override
        public String label() {
            return "map of " + value.label();
        }
    }

    /** A map with declared keys. */
    record Nested(RecordType type) implements ValueType {
        @Override
        public String label() {
            return "map with " + String.join(", ", type.names());
        }
    }

    /** A file: an artefact, or a path relative to the workflow. */
    record File() implements ValueType {
        @Override
        public String label() {
            return "file";
        }
    }

    /**
     * A well-known name, or a file.
     *
     * @param functional whether the name may be that of a functional version on record
     */
    record NameOrFile(boolean functional) implements ValueType {
        @Override
        public String label() {
            return "name or file";
        }
    }

    /** Any plain value. */
    record Anything() implements ValueType {
        @Override
        public String label() {
            return "any value";
        }
    }
}
