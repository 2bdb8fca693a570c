package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a file looks from outside. Whoever writes to a file, or puts another in its place, changes at
 * least one of these, unless it is done within one tick of the file system's clock (a few
 * milliseconds).
 *
 * @param size bytes
 * @param modified time of the last change of the content, in nanoseconds since 1970
 * @param changed time of the last change of content, owner, mode or name, in nanoseconds since
 *     1970, which no program can set; 0 where the system has no such time
 * @param inode number of the file in its file system; 0 where the system has no such number
 */
public record Look(long size, long modified, long changed, long inode) {

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /**
     * @throws java.nio.file.NoSuchFileException if there is no file
     */
    public static Look at(Path file) throws IOException {
        if (UNIX) {
            Map<String, Object> found =
                    Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
            return new Look(
                    (Long) found.get("size"),
                    nanos((FileTime) found.get("lastModifiedTime")),
                    nanos((FileTime) found.get("ctime")),
                    ((Number) found.get("ino")).longValue());
        }
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new Look(found.size(), nanos(found.lastModifiedTime()), 0, 0);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
