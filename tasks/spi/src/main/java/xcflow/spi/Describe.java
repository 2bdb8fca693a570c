package xcflow.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents and bounds one component of an input or output record (or one constant of an enum).
 *
 * <p>The component {@code gridLevel} is written {@code grid-level} in YAML. Types map as follows:
 * {@code String}; {@code boolean}; {@code int}, {@code long}, {@code double} and their boxes; an
 * enum (its constants in kebab case); {@code java.time.Duration} ({@code 5s}, {@code 2h},
 * ISO-8601); {@code List<T>}; {@code Map<String, T>} in the order of the file; a nested record;
 * {@link Artefact} (an expression that gives one, or the path of a file relative to the workflow);
 * {@link Source} (a name, an artefact, or {@code {file: path}}); {@link Selected} (the name of a
 * plug-in, and its settings under that name); {@code Object} for any plain value (null, Boolean,
 * Long, Double, String, List, Map, Artefact). {@code Optional<T>} marks a component that may be
 * left out; a component with a {@link #defaultValue default} may be left out too; all others are
 * required.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Describe {

    /** Meaning, in one or two sentences of Markdown. */
    String value();

    /** Unit of a physical quantity, such as {@code Ha}, {@code bohr}, {@code kcal/mol}. */
    String unit() default "";

    /** Default as it would be written in YAML; the empty string means that there is none. */
    String defaultValue() default "";

    /** An example as it would be written in YAML. */
    String example() default "";

    /**
     * Whether a {@link Source} is an exchange-correlation functional: then a name that is not built
     * in may be that of a version on record, whose file the task gets instead.
     */
    boolean functional() default false;

    /** Permitted values of a string, where an enum does not fit; empty: any. */
    String[] allowed() default {};

    /**
     * How far a number of an output may be from the same one computed by another processor: what
     * {@code audit --replay} calls equal within tolerance. It counts for all numbers of a list or
     * map and of a file; of a functional's file, for its enhancement factors. NaN: what the unit
     * says, such as 1e-7 for Ha, or what the output is part of; if neither says anything, the
     * numbers must be equal.
     */
    double absolute() default Double.NaN;

    /** As {@link #absolute}, relative to the number; both are added. */
    double relative() default Double.NaN;

    /** Least permitted number, or least permitted length of a list. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Greatest permitted number, or greatest permitted length of a list. */
    double max() default Double.POSITIVE_INFINITY;
}
