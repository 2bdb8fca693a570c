package xcflow.provenance.functional;

/**
 * A reference functional, so that every lineage ends in something named.
 *
 * @param name such as {@code PBE}
 * @param citation where it is published
 * @param implementation version of the code that evaluates it; another version is another
 *     functional version
 */
public record ReferenceDescription(String name, String citation, String implementation) {}
