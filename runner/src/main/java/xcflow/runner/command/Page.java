package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which part of a long list to show. */
final class Page {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(
            names = "--page",
            paramLabel = "N",
            defaultValue = "1",
            description = "Page to show, counted from 1 (default: ${DEFAULT-VALUE}).")
    private int page = 1;

    @Option(
            names = "--offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many to skip before the first page.")
    private int offset;

    /** Refuses numbers that mean nothing. */
    void check() throws RefusedException {
        if (limit < 1) {
            throw new RefusedException("xcflow: --limit must be at least 1, not " + limit);
        }
        if (page < 1) {
            throw new RefusedException("xcflow: --page counts from 1; there is no page " + page);
        }
        if (offset < 0) {
            throw new RefusedException("xcflow: --offset must not be negative");
        }
        if (offset + (page - 1L) * limit > Integer.MAX_VALUE) {
            throw new RefusedException("xcflow: there is no page " + page);
        }
    }

    /** Position of the first entry of the page, from 0. */
    int first() {
        return offset + (page - 1) * limit;
    }

    /** Most entries of the page. */
    int size() {
        return limit;
    }

    /**
     * Says where the page stands in a list that does not fit on it.
     *
     * @param shown entries on the page
     * @param total entries of the list
     */
    void tell(PrintWriter out, int shown, int total) {
        if (shown == 0 && total > 0) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "nothing on page %d: there are %d, on %d pages",
                            page,
                            total,
                            (total - offset + limit - 1) / limit));
        } else if (first() + shown < total) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "%d to %d of %d; --page %d shows the next",
                            first() + 1,
                            first() + shown,
                            total,
                            page + 1));
        } else if (first() > 0) {
            out.println(
                    String.format(
                            Locale.ROOT, "%d to %d of %d", first() + 1, first() + shown, total));
        }
    }
}
