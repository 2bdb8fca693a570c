package xcflow.provenance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.audit.AuditFinding;
import xcflow.provenance.run.ExampleHome;
import xcflow.provenance.signature.Signatures.Signed;

class SignaturesTest {
    @TempDir Path directory;
    private ExampleHome home;
    private Signatures signatures;
    private Path key;

    @BeforeEach
    void open() throws Exception {
        home = ExampleHome.filled(directory);
        signatures = home.provenance.signatures();
        key = directory.resolve("key.pem");
        KeyFile.generate(key);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private Signed sign() throws Exception {
        return signatures.sign(
                KeyFile.readPrivate(key), KeyFile.readPublic(KeyFile.publicFile(key)));
    }

    private Signatures.Verification verify(Signed... kept) throws Exception {
        return signatures.verify(KeyFile.readPublic(KeyFile.publicFile(key)), List.of(kept));
    }

    @Test
    void aSignatureCoversTheChainUpToItsEntry() throws Exception {
        Signed signed = sign();
        home.example.run(1);
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().covered()).isEqualTo(signed.seq());
        assertThat(Signed.fromJson(signed.toJson())).isEqualTo(signed);
    }

    @Test
    void aChainThatIsRecomputedWholePassesTheAuditButNotTheVerification() throws Exception {
        Signed signed = sign();
        Forger.rewrite(
                home, "runs set origin = 'forged' where id = 2", "run/2", "origin", "forged");
        assertThat(home.provenance.audit().run().findings()).isEmpty();
        assertThat(verify().findings())
                .extracting(AuditFinding::subject, AuditFinding::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "signature of event " + signed.seq(),
                                "the chain is not the one that was signed"));
    }

    @Test
    void aSignatureThatWasRemovedIsMissed() throws Exception {
        Signed signed = sign();
        home.sql("delete from signatures");
        assertThat(verify().findings())
                .extracting(AuditFinding::what)
                .containsExactly("has no signature by this key");
        assertThat(verify(signed).findings()).isEmpty();
    }

    @Test
    void aSignatureThatWasAlteredIsNoticed() throws Exception {
        sign();
        home.sql("update signatures set seq = seq - 1");
        assertThat(verify().findings())
                .extracting(AuditFinding::what)
                .containsExactly("is not by this key, or was altered");
    }

    @Test
    void neverOverwritesAKey() throws Exception {
        String before = Files.readString(key);
        assertThatThrownBy(() -> KeyFile.generate(key))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(key).hasContent(before);
    }

    @Test
    void aKeyThatIsNoneIsToldByASentence() throws Exception {
        Path file = KeyFile.publicFile(key);
        String sound = Files.readString(file);
        for (String damaged :
                List.of(
                        sound.replaceFirst("\n(...)", "\n"),
                        sound.replaceFirst("=?\n-----END", "A\n-----END"),
                        sound.replaceFirst("\n.", "\n\u00e9"),
                        sound.replaceFirst("\nMCowB", "\nMCowC"))) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> KeyFile.readPublic(file))
                    .isInstanceOf(UnusableKeyException.class)
                    .hasMessage(
                            file + " is damaged, or no Ed25519 key: its PUBLIC KEY cannot be read");
        }
        Files.write(file, new byte[] {'-', (byte) 0xff});
        assertThatThrownBy(() -> KeyFile.readPublic(file)).isInstanceOf(UnusableKeyException.class);
        assertThatThrownBy(() -> KeyFile.readPublic(key))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage(key + " does not hold a PEM \"PUBLIC KEY\"");
    }
}
