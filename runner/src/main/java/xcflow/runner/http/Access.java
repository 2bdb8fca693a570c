package xcflow.runner.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may do what. Requests must name this server as one of its hosts, so that no page of the web
 * reaches it through the user's browser under another name. Reading is free on this machine if the
 * server listens to nobody else. Acting needs a token, or a session that was begun with the
 * server's link or with a token; what comes with a session's cookie must also come from one of our
 * own pages.
 */
public final class Access {
    private static final Pattern BRACKETS = Pattern.compile("\\[[0-9a-fA-F:.]+\\]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int MOST_SESSIONS = 1000;
    private static final String COOKIE = "xcflow-session";
    private static final String BEARER = "bearer ";

    private final SecureRandom random = new SecureRandom();
    private final String key = secret();
    private final Map<String, WebSession> sessions = new LinkedHashMap<>();
    private final Function<String, Optional<Bearer>> tokens;
    private final Set<String> hosts;
    private final boolean open;
    private final boolean secure;
    private final Clock clock;

    /** What a token allows. */
    public record Bearer(String name, boolean mayAct) {}

    /**
     * @param token with which it was begun; empty for the link
     */
    private record WebSession(
            String name, boolean mayAct, Optional<String> token, String form, Instant until) {}

    /**
     * @param hosts names under which the server may be addressed, without port; IPv6 addresses in
     *     brackets
     * @param open whether everybody may read
     * @param secure whether the server is reached through TLS
     * @param tokens what a token allows; empty if there is no such token
     */
    public Access(
            Set<String> hosts,
            boolean open,
            boolean secure,
            Clock clock,
            Function<String, Optional<Bearer>> tokens) {
        this.hosts = hosts.stream().map(Access::host).collect(Collectors.toUnmodifiableSet());
        this.open = open;
        this.secure = secure;
        this.clock = clock;
        this.tokens = tokens;
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the link that begins a session has to contain. */
    public String key() {
        return key;
    }

    /** Whether the request names this server. */
    boolean addressed(Call call) {
        String host = call.header("Host").orElse("").strip();
        return hosts.contains(host(PORT.matcher(host).replaceFirst("")));
    }

    /** A name in one spelling: an address of IPv6 has several. */
    private static String host(String text) {
        if (BRACKETS.matcher(text).matches()) {
            try {
                return InetAddress.getByName(text).getHostAddress();
            } catch (UnknownHostException e) {
                // Not an address.
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** Who sends a request. */
    Caller caller(Call call) {
        Optional<String> authorization = call.header("Authorization");
        if (authorization.isPresent()) {
            String text = authorization.get();
            Optional<Bearer> token =
                    text.regionMatches(true, 0, BEARER, 0, BEARER.length())
                            ? tokens.apply(text.substring(BEARER.length()).strip())
                            : Optional.empty();
            return token.map(
                            t ->
                                    new Caller(
                                            Optional.of(t.name()),
                                            true,
                                            t.mayAct(),
                                            Optional.empty()))
                    .orElse(Caller.anybody(false));
        }
        return session(call)
                .map(
                        s ->
                                new Caller(
                                        Optional.of(s.name()),
                                        true,
                                        s.mayAct(),
                                        Optional.of(s.form())))
                .orElse(Caller.anybody(open));
    }

    private Optional<WebSession> session(Call call) {
        for (String cookie : call.header("Cookie").orElse("").split(";", -1)) {
            String[] parts = cookie.strip().split("=", 2);
            if (parts.length == 2 && parts[0].equals(COOKIE)) {
                synchronized (sessions) {
                    return Optional.ofNullable(sessions.get(parts[1])).filter(this::holds);
                }
            }
        }
        return Optional.empty();
    }

    /** A session ends with its time, and with the token that began it. */
    private boolean holds(WebSession session) {
        return clock.instant().isBefore(session.until())
                && session.token().map(text -> tokens.apply(text).isPresent()).orElse(true);
    }

    /**
     * Whether a request that acts was made by one of our own pages, if it comes with a session.
     *
     * @throws RefusalException says why not
     */
    void checkForm(Call call) throws RefusalException {
        Optional<String> expected = call.caller().form();
        if (expected.isEmpty()) {
            return;
        }
        String site = call.header("Sec-Fetch-Site").orElse("same-origin");
        boolean own = site.equals("same-origin") || site.equals("none");
        Optional<String> origin = call.header("Origin");
        if (origin.isPresent()) {
            own &= sameOrigin(origin.get(), call.header("Host").orElse(""));
        }
        String sent = call.header("X-Form").orElse(call.form().getOrDefault("form", ""));
        if (!own || !same(sent, expected.get())) {
            throw new RefusalException(
                    403, "this was not sent by a page of this server: load the page again");
        }
    }

    private static boolean sameOrigin(String origin, String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Compared in a time that tells nothing. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Begins a session for whoever has the server's link; gives its cookie. */
    public Optional<String> beginWithKey(String given) {
        return same(given, key)
                ? Optional.of(begin("link", true, Optional.empty()))
                : Optional.empty();
    }

    /** Begins a session for whoever has a token; gives its cookie. */
    public Optional<String> beginWithToken(String given) {
        return tokens.apply(given)
                .map(token -> begin(token.name(), token.mayAct(), Optional.of(given)));
    }

    private String begin(String name, boolean mayAct, Optional<String> token) {
        String id = secret();
        synchronized (sessions) {
            if (sessions.size() >= MOST_SESSIONS) {
                sessions.remove(sessions.keySet().iterator().next());
            }
            sessions.put(
                    id,
                    new WebSession(name, mayAct, token, secret(), clock.instant().plus(LONGEST)));
        }
        return COOKIE
                + "="
                + id
                + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
                + LONGEST.toSeconds()
                + (secure ? "; Secure" : "");
    }
}
