package xcflow.storage.h2;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other processes of the same user and machine into a database that this process has open. The
 * address, which contains a secret, lies in a file that only the user can read.
 */
final class LocalDatabaseServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDatabaseServer.class);

    /** How long the door stays shut: most commands end before, and opening it costs time. */
    private static final long SHUT_MILLIS = 300;

    private final Path address;
    private final Thread opening;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Server server;

    private LocalDatabaseServer(Path path, Path address) {
        this.address = address;
        this.opening = new Thread(() -> start(path), "xcflow-side-door");
        opening.setDaemon(true);
        opening.start();
    }

    /**
     * @param path of the database file without its ending
     * @param address file for the address
     */
    static LocalDatabaseServer open(Path path, Path address) {
        return new LocalDatabaseServer(path, address);
    }

    private void start(Path path) {
        try {
            if (closing.await(SHUT_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            return;
        }
        String secret = secret();
        try {
            server =
                    Server.createTcpServer(
                                    "-tcpPort",
                                    "0",
                                    "-tcpDaemon",
                                    "-ifExists",
                                    "-key",
                                    secret,
                                    "steady:" + path)
                            .start();
            // Its address, not its name, which need not be known.
            String host = InetAddress.getLoopbackAddress().getHostAddress();
            write("jdbc:h2:tcp://" + host + ":" + server.getPort() + "/" + secret);
        } catch (AccessDeniedException e) {
            LOG.debug("a project that can only be looked at has no door", e);
        } catch (SQLException | IOException e) {
            LOG.warn("other processes cannot use the database: {}", e.getMessage());
        }
    }

    /** A secret for the address, 128 random bits. */
    private static String secret() {
        byte[] bytes = new byte[16];
        new java.security.SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void write(String url) throws IOException {
        Path file = address.resolveSibling(address.getFileName() + ".tmp");
        Files.deleteIfExists(file);
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            Files.createFile(file);
        }
        Files.writeString(file, url);
        Files.move(file, address, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (opening.isAlive()) {
            try {
                opening.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (server != null) {
            server.stop();
        }
        try {
            Files.deleteIfExists(address);
        } catch (IOException e) {
            LOG.debug("left behind: {}", address, e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
