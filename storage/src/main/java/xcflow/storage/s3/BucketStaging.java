package xcflow.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import xcflow.storage.Content;
import xcflow.storage.ObjectStore;
import xcflow.storage.Staging;

/** Objects that wait on this machine for being sent to a bucket. */
final class BucketStaging implements Staging {
    private final BucketObjectStore objects;
    private final ObjectCache cache;
    private final Set<String> staged = new LinkedHashSet<>();

    BucketStaging(BucketObjectStore objects, ObjectCache cache) {
        this.objects = objects;
        this.cache = cache;
    }

    @Override
    public ObjectStore.Stored add(Content content, String expected) throws IOException {
        ObjectStore.Stored stored = cache.keep(content, expected);
        if (stored.digest().equals(expected)) {
            staged.add(expected);
        }
        return stored;
    }

    @Override
    public void place() throws IOException {
        for (String digest : new ArrayList<>(staged)) {
            objects.send(digest);
            staged.remove(digest);
        }
    }

    /** What was not sent is a copy of something that the bucket does not have; it is forgotten. */
    @Override
    public void close() throws IOException {
        for (String digest : staged) {
            cache.forget(digest);
        }
    }
}
