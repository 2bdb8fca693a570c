package xcflow.runner.http;

/** A request that is not answered as was wished; the message is for whoever sent it. */
public final class RefusalException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    /**
     * @param status of HTTP, 400 or more
     * @param message a sentence: what is wrong, and what would be right
     */
    public RefusalException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What was asked for does not exist. */
    public static RefusalException unknown(String what) {
        return new RefusalException(404, what);
    }

    /** What was asked for cannot be understood. */
    public static RefusalException unusable(String why) {
        return new RefusalException(400, why);
    }

    /** What was asked for is not possible as things stand. */
    public static RefusalException conflict(String why) {
        return new RefusalException(409, why);
    }

    public int status() {
        return status;
    }
}
