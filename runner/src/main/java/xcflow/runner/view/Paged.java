package xcflow.runner.view;

import java.util.List;

/**
 * A page of a list.
 *
 * @param total number of things in the whole list
 * @param offset number of things before the page
 * @param limit most things on a page
 */
public record Paged<T>(int total, int offset, int limit, List<T> items) {
    public Paged {
        items = List.copyOf(items);
    }

    /** Position of the first thing that is shown, from 1. */
    public int first() {
        return items.isEmpty() ? 0 : offset + 1;
    }

    /** Position of the last thing that is shown. */
    public int last() {
        return offset + items.size();
    }

    /** Where the page before begins; -1 if there is none. */
    public int before() {
        return offset == 0 ? -1 : Math.max(0, offset - limit);
    }

    /** Where the next page begins; -1 if there is none. */
    public int after() {
        return last() < total ? last() : -1;
    }
}
