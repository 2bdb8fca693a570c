package xcflow.functional;

/**
 * A functional that is the sum of an exchange and a correlation functional, which can be looked at
 * separately. Exact constraints are mostly constraints on one of the two.
 */
public interface Separable extends Functional {

    /** The exchange part; gives zeros when there is none. */
    Functional exchange();

    /** The correlation part; gives zeros when there is none. */
    Functional correlation();
}
