package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may read and act, and how the server proves who it is. */
class ServeAccessTest {
    @TempDir private Path directory;

    private CommandLine xcflow;
    private Served served;

    @AfterEach
    void end() {
        if (served != null) {
            served.close();
        }
    }

    @Test
    void actingNeedsATokenWithItsScopeOrASessionAndOneOfItsPages() throws Exception {
        xcflow = new CommandLine(directory);
        xcflow.file(
                "one.yaml",
                "name: one\nsteps:\n  a: {uses: assert, with: {that: true, message: no}}\n");
        String reader = xcflow.ok("serve", "token", "create", "reader").out().strip();
        String actor =
                xcflow.ok("serve", "token", "create", "actor", "--scope", "act").out().strip();
        served = new Served(xcflow, "--directory", directory.toString());
        String json = "application/json";
        String wanted = "{\"file\": \"one.yaml\"}";
        assertThat(served.post("/api/runs", wanted, "Content-Type", json).statusCode())
                .isEqualTo(401);
        assertThat(
                        served.post(
                                        "/api/runs",
                                        wanted,
                                        "Content-Type",
                                        json,
                                        "Authorization",
                                        "Bearer " + reader)
                                .statusCode())
                .isEqualTo(403);
        assertThat(
                        served.post(
                                        "/api/runs",
                                        wanted,
                                        "Content-Type",
                                        json,
                                        "Authorization",
                                        "Bearer " + actor)
                                .statusCode())
                .isEqualTo(201);
        assertThat(
                        served.post(
                                        "/api/runs",
                                        "{\"file\": \"../../etc/passwd\"}",
                                        "Content-Type",
                                        json,
                                        "Authorization",
                                        "Bearer " + actor)
                                .statusCode())
                .isEqualTo(404);
        CommandLine.until(() -> state(1).equals("SUCCEEDED"));

        URI link = URI.create(served.line("page").get("link").asString());
        String cookie =
                served.get(link.getPath() + "?" + link.getQuery())
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
        String session = cookie.substring(0, cookie.indexOf(';'));
        // A page of the web can have the browser send the cookie, but not what our forms contain.
        assertThat(served.post("/runs/1/resume", "", "Cookie", session).statusCode())
                .isEqualTo(403);
        assertThat(
                        served.post(
                                        "/runs/1/resume",
                                        "form=guess",
                                        "Cookie",
                                        session,
                                        "Origin",
                                        "http://evil")
                                .statusCode())
                .isEqualTo(403);
        assertThat(served.get("/session?key=guess").statusCode()).isEqualTo(403);
        String begun =
                served.post(
                                "/login",
                                "token=" + actor,
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow();
        String ofToken = begun.substring(0, begun.indexOf(';'));
        assertThat(served.get("/", "Cookie", ofToken).body()).contains("You may act here (actor)");
        xcflow.ok("serve", "token", "revoke", "actor");
        assertThat(served.get("/", "Cookie", ofToken).body()).contains("Only for reading");
        assertThat(served.get("/", "Cookie", session).body()).contains("You may act here");
        assertThat(
                        served.post(
                                        "/api/runs",
                                        wanted,
                                        "Content-Type",
                                        json,
                                        "Authorization",
                                        "Bearer " + actor)
                                .statusCode())
                .isEqualTo(401);
        JsonNode api = JsonMapper.shared().readTree(served.get("/api/openapi.json").body());
        assertThat(api.get("openapi").asString()).isEqualTo("3.1.0");
        assertThat(api.at("/paths").propertyNames()).contains("/api/runs/{run}/instances");
    }

    private String state(long run) {
        try {
            return JsonMapper.shared()
                    .readTree(served.get("/api/runs/" + run).body())
                    .at("/summary/state")
                    .asString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void othersOnTheNetworkNeedTlsOrAnInsecureServerAndAToken() throws Exception {
        xcflow = new CommandLine(directory);
        CommandLine.Result refused = xcflow.run("serve", "--host", "0.0.0.0", "--port", "0");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--tls-certificate", "--insecure");
        String reader = xcflow.ok("serve", "token", "create", "reader").out().strip();
        served =
                new Served(xcflow, "--host", "0.0.0.0", "--insecure", "--server-name", "localhost");
        served.call("localhost", HttpClient.newHttpClient());
        assertThat(served.get("/runs").statusCode()).isEqualTo(401);
        assertThat(served.get("/api/runs").statusCode()).isEqualTo(401);
        assertThat(served.get("/api/runs", "Authorization", "Bearer " + reader).statusCode())
                .isEqualTo(200);
        String events = "GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
        try (Socket listening =
                new Socket(served.address().getHost(), served.address().getPort())) {
            listening
                    .getOutputStream()
                    .write((events + reader + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(listening.getInputStream().read()).isEqualTo('H');
            xcflow.ok("serve", "token", "revoke", "reader");
            // Not before the server looks again; then the stream ends.
            assertThat(
                            new String(
                                    listening.getInputStream().readAllBytes(),
                                    StandardCharsets.UTF_8))
                    .contains("text/event-stream");
        }
        assertThat(served.get("/api/runs", "Authorization", "Bearer " + reader).statusCode())
                .isEqualTo(401);
    }

    /** With the tool of the Java that runs this, since OpenSSL is not everywhere. */
    private void certificate(String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "secret",
                                "-storetype",
                                "PKCS12",
                                "-alias",
                                "own",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=dns:localhost",
                                "-validity",
                                "2")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore read = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        pem(name + ".pem", "CERTIFICATE", read.getCertificate("own").getEncoded());
        pem(name + ".key", "PRIVATE KEY", read.getKey("own", "secret".toCharArray()).getEncoded());
    }

    private void pem(String file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        xcflow.file(
                file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static HttpClient trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "own", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void provesWhoItIsAndRefusesCertificatesThatProveNothing() throws Exception {
        xcflow = new CommandLine(directory);
        certificate("own");
        certificate("other");
        String own = directory.resolve("own.pem").toString();
        for (String[] wrong :
                List.of(
                        new String[] {"other.key", "is not the key of the first certificate"},
                        new String[] {"other.pem", "contains no private key"},
                        new String[] {"missing.key", "there is no"})) {
            CommandLine.Result refused =
                    xcflow.run(
                            "serve",
                            "--host",
                            "0.0.0.0",
                            "--port",
                            "0",
                            "--tls-certificate",
                            own,
                            "--tls-key",
                            directory.resolve(wrong[0]).toString());
            assertThat(refused.status()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err()).contains(wrong[1]).doesNotContain("--debug");
        }
        String reader = xcflow.ok("serve", "token", "create", "reader").out().strip();
        served =
                new Served(
                        xcflow,
                        "--host",
                        "0.0.0.0",
                        "--server-name",
                        "localhost",
                        "--tls-certificate",
                        own,
                        "--tls-key",
                        directory.resolve("own.key").toString());
        assertThat(served.address().getScheme()).isEqualTo("https");
        served.call("localhost", trusting(directory.resolve("own.pem")));
        assertThat(served.get("/api/runs").statusCode()).isEqualTo(401);
        HttpResponse<String> runs = served.get("/api/runs", "Authorization", "Bearer " + reader);
        assertThat(runs.statusCode()).isEqualTo(200);
        assertThat(
                        served.post(
                                        "/login",
                                        "token=" + reader,
                                        "Content-Type",
                                        "application/x-www-form-urlencoded")
                                .headers()
                                .firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("; Secure"));
        served.call("localhost", trusting(directory.resolve("other.pem")));
        assertThatThrownBy(() -> served.get("/api/runs")).isInstanceOf(IOException.class);
    }
}
