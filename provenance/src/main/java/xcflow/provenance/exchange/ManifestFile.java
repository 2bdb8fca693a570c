package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import xcflow.provenance.signature.DigestSignature;
import xcflow.storage.Sha256;

/**
 * The manifest of an archive as it was read.
 *
 * @param digest SHA-256 of its text
 * @param signature by whom it was signed, and verified
 */
record ManifestFile(Manifest manifest, String digest, Optional<DigestSignature> signature) {
    /** Nothing that a manifest says takes more. */
    private static final long LONGEST = 1 << 16;

    /** Empty if the archive has none, as those of version 0.1.0. */
    static Optional<ManifestFile> read(ArchiveFiles archive, Path path) throws IOException {
        StringBuilder text = new StringBuilder();
        Manifest manifest = new Manifest();
        try (BoundedLines lines = new BoundedLines(archive.open(Manifest.PATH))) {
            boolean more = true;
            for (int i = 0; more; i++) {
                byte[] bytes = lines.next(LONGEST, "a line of the manifest");
                String line = bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
                if (line == null) {
                    throw new DamagedArchiveException(
                            String.format(
                                    Locale.ROOT, "%s was cut: its manifest has no end", path));
                } else if (i == 0 && !Manifest.begins(line)) {
                    throw new DamagedArchiveException(
                            String.format(
                                    Locale.ROOT,
                                    "%s was made by a later version of xcflow, or its manifest was altered",
                                    path));
                }
                text.append(line).append('\n');
                more = manifest.read(line);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new DamagedArchiveException(
                    String.format(Locale.ROOT, "%s: its manifest is damaged", path), e);
        }
        String digest = Sha256.of(text.toString());
        ManifestFile file = new ManifestFile(manifest, digest, signature(archive, digest));
        file.checkFiles(archive);
        return Optional.of(file);
    }

    private static Optional<DigestSignature> signature(ArchiveFiles archive, String digest)
            throws IOException {
        try (BoundedLines lines = new BoundedLines(archive.open(Manifest.SIGNATURE))) {
            byte[] line = lines.next(LONGEST, "the signature");
            DigestSignature signature =
                    DigestSignature.fromJson(
                            line == null ? "{}" : new String(line, StandardCharsets.UTF_8));
            if (!signature.signs(Manifest.PURPOSE, digest)) {
                throw new DamagedArchiveException(
                        "the archive's manifest is not the one that was signed");
            }
            return Optional.of(signature);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new DamagedArchiveException("the archive's signature is damaged", e);
        }
    }

    /** The files for people and other programs, as far as they are there. */
    private void checkFiles(ArchiveFiles archive) throws IOException {
        for (Manifest.Part part : manifest.files()) {
            try (InputStream in = new LimitedStream(archive.open(part.name()), part.bytes())) {
                if (!Sha256.copy(in, OutputStream.nullOutputStream()).equals(part.digest())) {
                    throw new DamagedArchiveException(
                            String.format(
                                    Locale.ROOT, "%s of the archive was altered", part.name()));
                }
            } catch (NoSuchFileException e) {
                throw new DamagedArchiveException(
                        String.format(
                                Locale.ROOT, "the archive was cut: %s is missing", part.name()));
            }
        }
    }
}
