package xcflow.runner.view;

/** Numbers of things, for people. */
public final class Count {
    private Count() {}

    /** The number and the noun: {@code 1 execution}, {@code 2 executions}, {@code 0 executions}. */
    public static String of(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
