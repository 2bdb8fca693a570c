package xcflow.provenance.exchange;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader of an export wants to know, and no record says. Without an author, the users that
 * ran the programs are named; without a licence, the crate says that there is none.
 *
 * @param author who answers for the content
 * @param publisher organisation to which the author belongs and which publishes the content
 * @param licence address of the licence, such as {@code
 *     https://creativecommons.org/licenses/by/4.0/}
 */
public record Credit(Optional<Party> author, Optional<Party> publisher, Optional<String> licence) {
    /** Nothing is said. */
    public static final Credit NONE =
            new Credit(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern ABSOLUTE = Pattern.compile("https?://\\S+");

    public Credit {
        licence.ifPresent(Credit::requireAbsolute);
    }

    private static void requireAbsolute(String address) {
        if (!ABSOLUTE.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "an address begins with http:// or https://, not: " + address);
        }
    }

    /**
     * A person or an organisation.
     *
     * @param address ORCID, ROR or page that tells it from all others
     */
    public record Party(String name, Optional<String> address) {
        private static final Pattern TEXT =
                Pattern.compile("\\s*([^<>]*[^<>\\s])\\s*(?:<(.*)>)?\\s*");

        public Party {
            address.ifPresent(Credit::requireAbsolute);
        }

        /**
         * Reads {@code Name} or {@code Name <address>}.
         *
         * @throws IllegalArgumentException if it is neither
         */
        public static Party parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "expected 'Name' or 'Name <https://…>', not: " + text);
            }
            return new Party(matcher.group(1), Optional.ofNullable(matcher.group(2)));
        }
    }
}
