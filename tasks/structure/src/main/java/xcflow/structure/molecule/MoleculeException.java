package xcflow.structure.molecule;

/** A molecule that cannot exist or cannot be read. The message is for the user. */
public final class MoleculeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MoleculeException(String message) {
        super(message);
    }
}
