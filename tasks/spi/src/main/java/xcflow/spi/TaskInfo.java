package xcflow.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Name, version and documentation of a {@link Task}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TaskInfo {

    /** Name used by {@code uses:}, in kebab case, unique among all tasks found. */
    String name();

    /**
     * Version of the results. Raise it whenever the same inputs give other outputs than before:
     * results of other versions are then no longer reused.
     */
    String version();

    /** One line, without a full stop. */
    String title();

    /** What the task does, in Markdown. */
    String description();

    /** A complete step in YAML that uses the task. */
    String example() default "";
}
