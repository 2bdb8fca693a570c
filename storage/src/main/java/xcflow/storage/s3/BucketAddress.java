package xcflow.storage.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in which bucket objects are.
 *
 * @param bucket its name
 * @param prefix what keys begin with, without a slash at either end; may be empty
 * @param endpoint the server; Amazon's without it
 * @param region as the server calls it; the environment's without it
 */
public record BucketAddress(
        String bucket, String prefix, Optional<URI> endpoint, Optional<String> region) {

    /** Names of buckets and keys that every such server takes, and that need no escapes. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?<prefix>[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*)?/?)?");

    /** Whether a text is meant as the address of a bucket. */
    public static boolean isMeant(String text) {
        return text.startsWith("s3:");
    }

    /**
     * @param text {@code s3://bucket} or {@code s3://bucket/prefix}
     * @throws IllegalArgumentException if it is neither
     */
    public static BucketAddress of(String text, Optional<URI> endpoint, Optional<String> region) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be s3://bucket or s3://bucket/prefix, of lower-case letters, digits, dots and hyphens,"
                            + " the prefix also of capitals and underscores");
        }
        String prefix = matcher.group("prefix");
        return new BucketAddress(
                matcher.group("bucket"), prefix == null ? "" : prefix, endpoint, region);
    }

    /** Key of something that the store keeps. */
    String key(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** As it stands in the settings. */
    @Override
    public String toString() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
