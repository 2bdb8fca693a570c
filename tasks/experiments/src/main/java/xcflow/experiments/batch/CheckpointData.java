package xcflow.experiments.batch;

import java.io.DataOutputStream;
import java.io.IOException;
import xcflow.spi.TaskContext;

/** Checkpoints of tasks that can do without: where one cannot be written, work goes on. */
public final class CheckpointData {
    private CheckpointData() {}

    /** Writes what an interrupted task needs to go on. */
    @FunctionalInterface
    public interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    /** Replaces the task's checkpoint; its log tells if that was not possible. */
    public static void save(TaskContext context, Content content) {
        try {
            context.saveCheckpoint(
                    out -> {
                        DataOutputStream data = new DataOutputStream(out);
                        content.write(data);
                        data.flush();
                    });
        } catch (IOException e) {
            context.log().warn("the checkpoint could not be written: {}", e.getMessage());
        }
    }
}
