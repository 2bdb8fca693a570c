package xcflow.foreign.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import xcflow.engine.StartDensity;

/**
 * A density in the program's own form.
 *
 * @param engine whose it is
 * @param identity of atoms and settings that it belongs to
 * @param content of the file that the adapter wrote, and reads
 */
record ForeignDensity(String engine, String identity, byte[] content) implements StartDensity {
    private static final int MAGIC = 0x78636664;
    private static final int LARGEST = 1 << 29;

    @Override
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeUTF(engine);
        data.writeInt(content.length);
        data.writeLong(checksum(content));
        data.write(content);
        data.flush();
    }

    static ForeignDensity read(String engine, String identity, InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != MAGIC) {
            throw new IOException("it is no density of another program");
        }
        String whose = data.readUTF();
        if (!whose.equals(engine)) {
            throw new IOException("it is a density of " + whose + ", not of " + engine);
        }
        int length = data.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("the density is damaged");
        }
        long checksum = data.readLong();
        byte[] content = data.readNBytes(length);
        if (content.length != length || checksum(content) != checksum) {
            throw new IOException("the density is damaged");
        }
        return new ForeignDensity(engine, identity, content);
    }

    private static long checksum(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
