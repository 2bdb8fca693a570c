package xcflow.experiments.output;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.engine.Magnetism;

/** Moments in checkpoints, to the last bit. */
public final class MagnetismFile {
    private MagnetismFile() {}

    /** Writes what {@link #read} reads. */
    public static void write(Optional<Magnetism> given, DataOutputStream out) throws IOException {
        out.writeBoolean(given.isPresent());
        if (given.isPresent()) {
            Magnetism magnetism = given.get();
            out.writeDouble(magnetism.total());
            out.writeDouble(magnetism.absolute());
            out.writeInt(magnetism.sites().size());
            for (double site : magnetism.sites()) {
                out.writeDouble(site);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Optional<Magnetism> read(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return Optional.empty();
        }
        double total = in.readDouble();
        double absolute = in.readDouble();
        List<Double> sites = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            sites.add(in.readDouble());
        }
        return Optional.of(new Magnetism(total, absolute, sites));
    }
}
