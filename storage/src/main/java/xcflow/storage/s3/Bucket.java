package xcflow.storage.s3;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import xcflow.storage.files.BoundedInput;

/**
 * What is done with a bucket. A call that fails for a passing reason is made again some times;
 * interrupting a thread does not break its call. Thread-safe.
 */
final class Bucket {
    /** Larger files are sent in parts of this size, so that a failure costs one part. */
    private static final long PART = 64L << 20;

    private static final int ATTEMPTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Bucket.class);
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final BucketAddress address;
    private final S3Client client;

    /** What a server tells of something that it keeps, without its content. */
    record Facts(long size, Instant stored, String tag) {}

    /** Something that a call may do to the client. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws IOException;
    }

    /** Something that is done with a content. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    Bucket(BucketAddress address) {
        this.address = address;
        S3ClientBuilder builder =
                S3Client.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECTING)
                                        .socketTimeout(SILENCE))
                        // Servers other than Amazon's know no checksums that nobody asked for.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(
                                settings -> settings.retryStrategy(RetryMode.STANDARD));
        address.region().map(Region::of).ifPresent(builder::region);
        if (address.endpoint().isPresent()) {
            builder.endpointOverride(address.endpoint().get()).forcePathStyle(true);
            if (address.region().isEmpty()) {
                builder.region(Region.US_EAST_1); // Others than Amazon have one, and call it so.
            }
        }
        try {
            this.client = builder.build();
        } catch (SdkException e) {
            throw new IllegalArgumentException(
                    address + " cannot be used: " + e.getMessage() + " (setting store.s3.region)",
                    e);
        }
    }

    BucketAddress address() {
        return address;
    }

    /** What is known of a name; empty if there is nothing. */
    Optional<Facts> look(String name) throws IOException {
        return call(
                () -> {
                    try {
                        HeadObjectResponse found =
                                client.headObject(
                                        asked -> asked.bucket(address.bucket()).key(key(name)));
                        return Optional.of(
                                new Facts(
                                        found.contentLength(), found.lastModified(), found.eTag()));
                    } catch (S3Exception e) {
                        if (e.statusCode() == 404) {
                            // A head has no body that would tell a missing bucket from a missing
                            // key.
                            return Optional.empty();
                        }
                        throw e;
                    }
                });
    }

    /**
     * Reads something; begins anew if the connection is lost on the way.
     *
     * @param reader may be called some times, each time with the whole content
     * @throws NoSuchFileException if it is not there
     */
    <T> T read(String name, Reader<T> reader) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call(() -> readOnce(name, reader));
            } catch (NoSuchFileException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || e.getCause() instanceof SdkException) {
                    throw e; // The client has tried again itself where it could not begin.
                }
                LOG.debug("reading {} of {} again", name, address, e);
            }
        }
    }

    private <T> T readOnce(String name, Reader<T> reader) throws IOException {
        try (InputStream in =
                client.getObject(asked -> asked.bucket(address.bucket()).key(key(name)))) {
            return reader.read(in);
        } catch (S3Exception e) {
            if (e.statusCode() == 404 && !(e instanceof NoSuchBucketException)) {
                throw new NoSuchFileException(address + "/" + name);
            }
            throw e;
        }
    }

    /**
     * Sends a file.
     *
     * @param digest SHA-256 of the file, which the server compares
     * @return the server's tag of what it has stored
     */
    String write(String name, Path file, String digest) throws IOException {
        if (Files.size(file) > PART) {
            return writeParts(name, file);
        }
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest));
        return call(
                () ->
                        client.putObject(
                                        asked ->
                                                asked.bucket(address.bucket())
                                                        .key(key(name))
                                                        .checksumSHA256(checksum),
                                        RequestBody.fromFile(file))
                                .eTag());
    }

    private String writeParts(String name, Path file) throws IOException {
        String upload =
                call(
                        () ->
                                client.createMultipartUpload(
                                                asked ->
                                                        asked.bucket(address.bucket())
                                                                .key(key(name)))
                                        .uploadId());
        try {
            long size = Files.size(file);
            List<CompletedPart> parts = new ArrayList<>();
            for (long begin = 0; begin < size; begin += PART) {
                parts.add(
                        part(
                                name,
                                upload,
                                parts.size() + 1,
                                file,
                                begin,
                                Math.min(PART, size - begin)));
            }
            return call(
                    () ->
                            client.completeMultipartUpload(
                                            asked ->
                                                    asked.bucket(address.bucket())
                                                            .key(key(name))
                                                            .uploadId(upload)
                                                            .multipartUpload(
                                                                    all -> all.parts(parts)))
                                    .eTag());
        } catch (IOException | RuntimeException e) {
            try {
                call(
                        () ->
                                client.abortMultipartUpload(
                                        asked ->
                                                asked.bucket(address.bucket())
                                                        .key(key(name))
                                                        .uploadId(upload)));
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private CompletedPart part(
            String name, String upload, int number, Path file, long begin, long length)
            throws IOException {
        RequestBody body =
                RequestBody.fromContentProvider(
                        () -> open(file, begin, length), length, "application/octet-stream");
        String tag =
                call(
                        () ->
                                client.uploadPart(
                                                asked ->
                                                        asked.bucket(address.bucket())
                                                                .key(key(name))
                                                                .uploadId(upload)
                                                                .partNumber(number),
                                                body)
                                        .eTag());
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private static InputStream open(Path file, long begin, long length) {
        try {
            // Not through a channel, which an interruption of the thread would close.
            InputStream in = new FileInputStream(file.toFile());
            in.skipNBytes(begin);
            return new BoundedInput(in, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a short text if there is nothing of this name; whether this was the first one. */
    boolean writeFirst(String name, String text) throws IOException {
        return call(
                () -> {
                    try {
                        client.putObject(
                                asked ->
                                        asked.bucket(address.bucket())
                                                .key(key(name))
                                                .ifNoneMatch("*"),
                                RequestBody.fromString(text, StandardCharsets.UTF_8));
                        return true;
                    } catch (S3Exception e) {
                        if (e.statusCode() == 412 || e.statusCode() == 409) {
                            return false;
                        }
                        throw e;
                    }
                });
    }

    /** Deletes something if it is there. */
    void delete(String name) throws IOException {
        call(() -> client.deleteObject(asked -> asked.bucket(address.bucket()).key(key(name))));
    }

    /** Calls the consumer with every name, in ascending order. */
    void forEach(Consumer<String> consumer) throws IOException {
        String before = key("");
        List<S3Object> page;
        String[] next = new String[1];
        do {
            String from = next[0];
            page =
                    call(
                            () -> {
                                var answer =
                                        client.listObjectsV2(
                                                asked ->
                                                        asked.bucket(address.bucket())
                                                                .prefix(before)
                                                                .continuationToken(from));
                                next[0] =
                                        Boolean.TRUE.equals(answer.isTruncated())
                                                ? answer.nextContinuationToken()
                                                : null;
                                return answer.contents();
                            });
            page.forEach(found -> consumer.accept(found.key().substring(before.length())));
        } while (next[0] != null);
    }

    private String key(String name) {
        return address.key(name);
    }

    /** Makes a call, again if a thread was interrupted in it, and tells what fails in words. */
    private <T> T call(Call<T> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return call.make();
                } catch (AbortedException e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } catch (SdkException e) {
            throw new IOException(BucketFaults.explain(address, e), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
