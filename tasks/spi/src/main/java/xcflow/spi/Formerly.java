package xcflow.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How an input was written in an earlier release. Workflows that still use it are read as if they
 * had the new spelling, with a warning; recorded inputs are read the same way.
 */
@Documented
@Repeatable(Formerly.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Formerly {

    /** Name of the earlier input, in kebab case. */
    String value();

    /**
     * Where it is now: names of inputs and of their components with dots between them, such as
     * {@code gaussian.basis}. A map that was an input of its own is merged with what is there.
     */
    String now();

    /** Several of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface All {
        Formerly[] value();
    }
}
