package xcflow.storage.h2;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of a database, as the file has it.
 *
 * @param type H2's number of its kind
 * @param sql the statement with which H2 makes it when the database is opened
 */
public record Definition(int type, String sql) {
    private static final Pattern NAME = Pattern.compile("(?:\"[^\"]+\"\\.)?\"[^\"]+\"");
    private static final int CONSTRAINT = 5;
    private static final String[] KINDS = {
        "table",
        "index",
        "user",
        "sequence",
        "trigger",
        "constraint",
        "setting",
        "role",
        "right",
        "alias",
        "schema",
        "constant",
        "domain",
        "comment",
        "aggregate",
        "synonym"
    };

    /** Kind and name for people, such as {@code trigger public.t}. */
    public String subject() {
        String kind = type >= 0 && type < KINDS.length ? KINDS[type] : "object";
        String words = sql.lines().findFirst().orElse("");
        if (kind.equals("table") && !words.contains(" TABLE ")) {
            kind = "view";
        } else if (words.contains(" LINKED TABLE ")) {
            kind = "linked table";
        }
        // Constraints begin with the name of their table.
        int start = type == CONSTRAINT ? Math.max(0, sql.indexOf(" CONSTRAINT ")) : 0;
        Matcher name = NAME.matcher(sql.substring(start));
        return kind
                + " "
                + (name.find()
                        ? name.group().replace("\"", "").toLowerCase(Locale.ROOT)
                        : words.substring(0, Math.min(60, words.length())));
    }
}
