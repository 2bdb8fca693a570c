package xcflow.storage.s3;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a server of buckets complains about, in a sentence. */
final class BucketFaults {
    private static final String CREDENTIALS =
            "credentials are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, else from ~/.aws (AWS_PROFILE), else from the machine's role";

    private BucketFaults() {}

    static String explain(BucketAddress address, SdkException e) {
        if (e instanceof S3Exception answer) {
            String code =
                    answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
            String said = code == null || code.isEmpty() ? "status " + answer.statusCode() : code;
            if (answer.statusCode() == 403 || answer.statusCode() == 401) {
                return address + " refuses us (" + said + "); " + CREDENTIALS;
            }
            if ("NoSuchBucket".equals(code)) {
                return address
                        + ": there is no bucket '"
                        + address.bucket()
                        + "' on "
                        + server(address);
            }
            return address + ": " + server(address) + " answers " + said;
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("credentials")) {
            return address + ": there are no credentials; " + CREDENTIALS;
        }
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return address
                + ": "
                + server(address)
                + " cannot be reached ("
                + cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + cause.getMessage())
                + ")";
    }

    private static String server(BucketAddress address) {
        return address.endpoint().map(Object::toString).orElse("Amazon S3");
    }
}
