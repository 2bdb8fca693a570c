package xcflow.runner.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailServerTest {
    /** Takes one connection and all that is said in it, as RFC 5321 has it. */
    private static final class Sink implements AutoCloseable {
        private final ServerSocket socket;
        private final CompletableFuture<List<String>> heard;

        /**
         * @param refused command that is answered with 550
         */
        Sink(String refused) throws IOException {
            socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            heard = CompletableFuture.supplyAsync(() -> listen(refused));
        }

        String address() {
            return "smtp://127.0.0.1:" + socket.getLocalPort();
        }

        private List<String> listen(String refused) {
            List<String> lines = new ArrayList<>();
            try (Socket client = socket.accept();
                    BufferedReader in =
                            new BufferedReader(
                                    new InputStreamReader(
                                            client.getInputStream(), StandardCharsets.US_ASCII));
                    OutputStream out = client.getOutputStream()) {
                say(out, "220 sink");
                boolean data = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                    boolean ends = data && line.equals(".");
                    if (ends) {
                        data = false;
                        say(out, "250 taken");
                    } else if (!data && line.startsWith("EHLO")) {
                        say(out, "250-sink\r\n250 AUTH PLAIN");
                    } else if (!data && line.startsWith(refused)) {
                        say(out, "550 not here");
                    } else if (!data) {
                        data = line.equals("DATA");
                        say(out, answer(line));
                    }
                }
            } catch (IOException e) {
                lines.add(e.toString());
            }
            return lines;
        }

        private static String answer(String line) {
            return line.equals("DATA")
                    ? "354 go on"
                    : line.equals("AUTH PLAIN") ? "334 " : "250 ok";
        }

        private static void say(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        List<String> heard() throws Exception {
            return heard.get(30, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final Optional<MailServer.Login> ANN =
            Optional.of(new MailServer.Login("ann", "secret"));

    @Test
    void aMailArrivesWithItsTextInAnyAlphabet() throws Exception {
        try (Sink sink = new Sink("none")) {
            MailServer.of(sink.address(), ANN)
                    .send("x@example.org", "a@example.org", "run 1\nof Größe", "Ende – ✓\n");
            List<String> heard = sink.heard();
            assertThat(heard)
                    .contains("MAIL FROM:<x@example.org>", "RCPT TO:<a@example.org>", "QUIT")
                    .contains("To: a@example.org", "From: x@example.org", "MIME-Version: 1.0");
            assertThat(heard)
                    .containsSequence(
                            "AUTH PLAIN",
                            Base64.getEncoder()
                                    .encodeToString(
                                            "\0ann\0secret".getBytes(StandardCharsets.US_ASCII)));
            assertThat(decoded(heard, "Subject: =\\?UTF-8\\?B\\?(.*)\\?="))
                    .isEqualTo("run 1 of Größe");
            assertThat(decoded(heard, "(RW5k[A-Za-z0-9+/=]*)")).isEqualTo("Ende – ✓\n");
        }
    }

    private static String decoded(List<String> lines, String pattern) {
        String text =
                lines.stream()
                        .filter(line -> line.matches(pattern))
                        .map(line -> line.replaceAll(pattern, "$1"))
                        .findFirst()
                        .orElseThrow();
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    @Test
    void whatTheServerRefusesIsSaidInItsWords() throws Exception {
        try (Sink sink = new Sink("RCPT")) {
            assertThatThrownBy(
                            () ->
                                    MailServer.of(sink.address(), Optional.empty())
                                            .send("x@example.org", "nobody@example.org", "s", "t"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "the server does not take the recipient nobody@example.org: 550 not"
                                    + " here");
        }
    }

    @Test
    void otherAddressesAreRefused() {
        for (String address : List.of("https://a.org", "mail.a.org", "smtp:", "not an address")) {
            assertThatThrownBy(() -> MailServer.of(address, Optional.empty()))
                    .hasMessageStartingWith("mail.server must be smtps://HOST");
        }
    }
}
