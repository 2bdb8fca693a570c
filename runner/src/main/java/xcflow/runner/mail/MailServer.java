package xcflow.runner.mail;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient;
import org.apache.commons.net.smtp.SMTPReply;

/**
 * A server that takes mails: {@code smtps://host[:465]}, encrypted from the beginning, or {@code
 * smtp://host[:25]}, encrypted as soon as it can. Its certificate has to be that of its name. A
 * password is never sent in the clear, except to this machine.
 *
 * @param login user and password; empty: the server wants none
 */
public record MailServer(URI address, Optional<Login> login) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SECURE_PORT = 465;
    private static final int PORT = 25;
    private static final String LINE_END = "\r\n";

    /** Who sends. */
    public record Login(String user, String password) {}

    /**
     * @throws IOException if this is not the address of such a server
     */
    public static MailServer of(String address, Optional<Login> login) throws IOException {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            uri = URI.create("none");
        }
        boolean known = "smtps".equals(uri.getScheme()) || "smtp".equals(uri.getScheme());
        if (!known || uri.getHost() == null) {
            throw new IOException(
                    "mail.server must be smtps://HOST[:PORT] or smtp://HOST[:PORT], not '"
                            + address
                            + "'");
        }
        return new MailServer(uri, login);
    }

    /**
     * Sends a mail.
     *
     * @throws IOException if the server does not take it; the message is for the user
     */
    public void send(String from, String to, String subject, String text) throws IOException {
        AuthenticatingSMTPClient client = connected();
        try {
            login(client);
            expect(client, client.setSender(from), "the sender " + from);
            expect(client, client.addRecipient(to), "the recipient " + to);
            try (Writer writer = client.sendMessageData()) {
                expect(client, writer != null, "a mail");
                writer.write(message(from, to, subject, text));
            }
            expect(client, client.completePendingCommand(), "the mail");
            client.logout();
        } catch (GeneralSecurityException e) {
            throw new IOException("the server and xcflow know no common way to log in", e);
        } finally {
            client.disconnect();
        }
    }

    private AuthenticatingSMTPClient connected() throws IOException {
        boolean secure = address.getScheme().equals("smtps");
        AuthenticatingSMTPClient client = new AuthenticatingSMTPClient("TLS", secure);
        client.setTrustManager(null); // those that this Java trusts
        client.setEndpointCheckingEnabled(true);
        client.setConnectTimeout((int) PATIENCE.toMillis());
        client.setDefaultTimeout((int) PATIENCE.toMillis());
        int port = address.getPort() > 0 ? address.getPort() : secure ? SECURE_PORT : PORT;
        client.connect(address.getHost(), port);
        expect(client, SMTPReply.isPositiveCompletion(client.getReplyCode()), "a connection");
        greet(client);
        if (!secure && offers(client, "STARTTLS")) {
            expect(client, client.execTLS(), "encryption");
            greet(client);
        } else if (!secure
                && login.isPresent()
                && !InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
            client.disconnect();
            throw new IOException(
                    address.getHost()
                            + " offers no encryption: the password was not sent; use smtps://");
        }
        return client;
    }

    private static void greet(AuthenticatingSMTPClient client) throws IOException {
        String own = InetAddress.getLoopbackAddress().getHostAddress();
        expect(
                client,
                SMTPReply.isPositiveCompletion(client.ehlo("[" + own + "]")),
                "the greeting");
    }

    private static boolean offers(AuthenticatingSMTPClient client, String what) {
        for (String line : client.getReplyStrings()) {
            if (line.length() > 4 && line.substring(4).strip().equalsIgnoreCase(what)) {
                return true;
            }
        }
        return false;
    }

    private void login(AuthenticatingSMTPClient client)
            throws IOException, GeneralSecurityException {
        if (login.isPresent()) {
            expect(
                    client,
                    client.auth(
                            AuthenticatingSMTPClient.AUTH_METHOD.PLAIN,
                            login.get().user(),
                            login.get().password()),
                    "user and password");
        }
    }

    private static void expect(AuthenticatingSMTPClient client, boolean taken, String what)
            throws IOException {
        if (!taken) {
            String said = client.getReplyString();
            client.disconnect();
            throw new IOException(
                    "the server does not take "
                            + what
                            + (said == null
                                    ? ""
                                    : ": " + said.strip().lines().findFirst().orElse("")));
        }
    }

    /** In base64, so that neither long lines nor letters of any alphabet matter. */
    private static String message(String from, String to, String subject, String text) {
        Base64.Encoder lines =
                Base64.getMimeEncoder(72, LINE_END.getBytes(StandardCharsets.US_ASCII));
        return String.join(
                LINE_END,
                "From: " + line(from),
                "To: " + line(to),
                "Subject: =?UTF-8?B?"
                        + Base64.getEncoder()
                                .encodeToString(line(subject).getBytes(StandardCharsets.UTF_8))
                        + "?=",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=UTF-8",
                "Content-Transfer-Encoding: base64",
                "",
                lines.encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                "");
    }

    /** A header cannot have a second line, which would be another header. */
    private static String line(String text) {
        return text.replaceAll("[\\r\\n]+", " ");
    }
}
