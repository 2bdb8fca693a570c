package xcflow.provenance.functional;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Finds versions by what a user would write: {@code name@number}, {@code name} for the latest of a
 * series, or at least eight digits of a digest.
 */
final class VersionText {
    /** More digits than nine do not fit into a number of a version. */
    private static final Pattern NUMBERED = Pattern.compile("(.+)@(\\d{1,9})");

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{8,64}");

    private VersionText() {}

    /**
     * @throws UnknownFunctionalException if several digests begin like this
     */
    static Optional<FunctionalVersion> find(Handle handle, String text) {
        Matcher numbered = NUMBERED.matcher(text);
        Optional<Long> id = Optional.empty();
        if (numbered.matches()) {
            id =
                    handle.createQuery("select id from functionals where name = ? and number = ?")
                            .bind(0, numbered.group(1))
                            .bind(1, Integer.parseInt(numbered.group(2)))
                            .mapTo(Long.class)
                            .findOne();
        }
        if (id.isEmpty()) {
            id =
                    handle.createQuery(
                                    "select id from functionals where name = ? order by number desc"
                                            + " limit 1")
                            .bind(0, text)
                            .mapTo(Long.class)
                            .findOne();
        }
        if (id.isEmpty() && DIGEST.matcher(text).matches()) {
            id = byDigest(handle, text);
        }
        return id.flatMap(found -> FunctionalQueries.byId(handle, found));
    }

    private static Optional<Long> byDigest(Handle handle, String text) {
        List<String> digests =
                handle.createQuery(
                                "select distinct digest from functionals where digest like ?"
                                        + " order by digest limit 9")
                        .bind(0, text + "%")
                        .mapTo(String.class)
                        .list();
        if (digests.size() > 1) {
            throw UnknownFunctionalException.ambiguous(text, digests);
        }
        return digests.isEmpty()
                ? Optional.empty()
                : handle.createQuery("select min(id) from functionals where digest = ?")
                        .bind(0, digests.get(0))
                        .mapTo(Long.class)
                        .findOne();
    }

    static FunctionalVersion require(Handle handle, String text) {
        return find(handle, text).orElseThrow(() -> unknown(handle, text));
    }

    private static UnknownFunctionalException unknown(Handle handle, String text) {
        Matcher numbered = NUMBERED.matcher(text);
        String name = numbered.matches() ? numbered.group(1) : text;
        Optional<Integer> last =
                handle.createQuery("select max(number) from functionals where name = ?")
                        .bind(0, name)
                        .mapTo(Integer.class)
                        .findOne();
        return last.isPresent()
                ? UnknownFunctionalException.number(text, name, last.get())
                : UnknownFunctionalException.name(
                        text,
                        name,
                        handle.createQuery("select distinct name from functionals order by name")
                                .mapTo(String.class)
                                .list());
    }
}
