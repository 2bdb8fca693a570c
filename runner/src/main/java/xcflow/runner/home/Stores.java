package xcflow.runner.home;

import java.net.URI;
import java.util.Optional;
import xcflow.runner.config.Configuration;
import xcflow.storage.home.StoreSettings;
import xcflow.storage.s3.BucketAddress;
import xcflow.workflows.text.InvalidInputException;

/** What the settings say of where a project is kept. */
final class Stores {
    /** Bytes that copies of a bucket's objects may take unless the settings say otherwise. */
    private static final long CACHE = 20L << 30;

    private Stores() {}

    /**
     * @throws InvalidInputException if a database has no address
     */
    static StoreSettings of(Configuration settings) throws InvalidInputException {
        return new StoreSettings(server(settings), objects(settings));
    }

    private static Optional<StoreSettings.Objects> objects(Configuration settings)
            throws InvalidInputException {
        String place = settings.text("store", "objects").orElse("");
        if (!BucketAddress.isMeant(place)) {
            if (settings.node("store", "s3").isPresent()) {
                throw settings.refuse(
                        "s3 says how a bucket is reached, but objects is none: it must be s3://bucket/prefix",
                        "store",
                        "s3");
            }
            return settings.path("store", "objects").map(StoreSettings.Directory::new);
        }
        return Optional.of(
                new StoreSettings.Bucket(
                        BucketAddress.of(
                                place,
                                settings.text("store", "s3", "endpoint").map(URI::create),
                                settings.text("store", "s3", "region")),
                        settings.size("store", "s3", "cache").orElse(CACHE)));
    }

    private static Optional<StoreSettings.Server> server(Configuration settings)
            throws InvalidInputException {
        if (settings.node("store", "database").isEmpty()) {
            return Optional.empty();
        }
        String url =
                settings.text("store", "database", "url")
                        .orElseThrow(
                                () ->
                                        settings.refuse(
                                                "database needs its url, such as jdbc:postgresql://host/database",
                                                "store",
                                                "database"));
        return Optional.of(
                new StoreSettings.Server(
                        url,
                        settings.text("store", "database", "user"),
                        settings.path("store", "database", "password-file")));
    }
}
