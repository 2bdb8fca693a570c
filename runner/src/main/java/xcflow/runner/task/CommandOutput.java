package xcflow.runner.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import xcflow.runner.process.CommandUse;
import xcflow.runner.process.ProcessGroup;
import xcflow.spi.TaskContext;

/**
 * Runs a command whose output goes into files: directly, or by way of a mask if secrets are among
 * the inputs of the task.
 */
final class CommandOutput {
    /** How long what the command left running may keep its output open, in milliseconds. */
    private static final long PATIENCE = 2000;

    private final TaskContext context;
    private final CommandUse use;
    private final List<Thread> threads = new ArrayList<>();
    private volatile IOException broken;

    private CommandOutput(TaskContext context, CommandUse use) {
        this.context = context;
        this.use = use;
    }

    /** Runs to the end and gives the exit status. */
    static int run(
            ProcessBuilder builder, Path stdout, Path stderr, CommandUse use, TaskContext context)
            throws IOException {
        if (!context.hasSecrets()) {
            builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
            return new ProcessGroup(builder, use).run(context::cancelled);
        }
        return new CommandOutput(context, use).masked(builder, stdout, stderr);
    }

    private int masked(ProcessBuilder builder, Path stdout, Path stderr) throws IOException {
        OutputStream out = Files.newOutputStream(stdout);
        OutputStream err = Files.newOutputStream(stderr);
        try (out;
                err) {
            int status =
                    new ProcessGroup(builder, use)
                            .run(
                                    context::cancelled,
                                    process -> {
                                        pump(process.getInputStream(), out);
                                        pump(process.getErrorStream(), err);
                                    });
            for (Thread thread : threads) {
                thread.join(PATIENCE);
            }
            if (broken != null) {
                throw broken;
            }
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new xcflow.spi.CancelledException();
        }
    }

    private void pump(InputStream from, OutputStream to) {
        Thread thread =
                new Thread(
                        () -> {
                            try (from) {
                                OutputStream masked = context.masked(to);
                                from.transferTo(masked);
                                masked.flush();
                            } catch (IOException e) {
                                broken = e;
                            }
                        },
                        "xcflow-mask");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }
}
