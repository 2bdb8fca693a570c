package xcflow.runner.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.provenance.record.Warning;

/**
 * Passes on what happens, in its order, but a success only after the disk has it. Waiting for the
 * disk is done here, in the background, for all successes that have come in the meantime, while the
 * run goes on. Progress is passed on at once.
 */
final class DurableListener implements RunListener {
    private final RunListener listener;
    private final Runnable sync;
    private List<Announcement> waiting = new ArrayList<>();
    private Thread thread;
    private boolean busy;
    private boolean over;
    private RuntimeException broken;

    private record Announcement(boolean success, Runnable telling) {}

    /**
     * @param sync returns after everything recorded so far is on the disk
     */
    DurableListener(RunListener listener, Runnable sync) {
        this.listener = listener;
        this.sync = sync;
    }

    @Override
    public void planned(int known) {
        add(false, () -> listener.planned(known));
    }

    @Override
    public void started(String label, int threads) {
        add(false, () -> listener.started(label, threads));
    }

    @Override
    public void cached(List<String> labels) {
        add(true, () -> listener.cached(labels));
    }

    @Override
    public void imported(Map<String, Integer> counts) {
        add(false, () -> listener.imported(counts));
    }

    @Override
    public void succeeded(String label) {
        add(true, () -> listener.succeeded(label));
    }

    @Override
    public void warned(String label, List<Warning> warnings) {
        add(false, () -> listener.warned(label, warnings));
    }

    @Override
    public void retrying(String label, String message, Instant at) {
        add(false, () -> listener.retrying(label, message, at));
    }

    @Override
    public void failed(String label, String message) {
        add(false, () -> listener.failed(label, message));
    }

    @Override
    public void skipped(String label, String reason) {
        add(false, () -> listener.skipped(label, reason));
    }

    @Override
    public void stopped(String label) {
        add(false, () -> listener.stopped(label));
    }

    @Override
    public void progress(String label, double fraction, String message) {
        listener.progress(label, fraction, message);
    }

    /** Passes on everything that waits, and then the end. The disk must have it all by now. */
    @Override
    public void ended() {
        List<Announcement> rest;
        synchronized (this) {
            over = true;
            while (busy) {
                pause();
            }
            rest = waiting;
            waiting = new ArrayList<>();
            notifyAll();
        }
        rest.forEach(announcement -> announcement.telling().run());
        listener.ended();
    }

    private synchronized void add(boolean success, Runnable telling) {
        if (broken != null) {
            throw new IllegalStateException("the records cannot be written to the disk", broken);
        }
        waiting.add(new Announcement(success, telling));
        if (thread == null) {
            thread = new Thread(this::tell, "xcflow-notifications");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    private void tell() {
        while (true) {
            List<Announcement> batch = take();
            if (batch.isEmpty()) {
                return;
            }
            try {
                if (batch.stream().anyMatch(Announcement::success)) {
                    sync.run();
                }
                batch.forEach(announcement -> announcement.telling().run());
            } catch (RuntimeException e) {
                fail(e);
            } finally {
                done();
            }
        }
    }

    private synchronized List<Announcement> take() {
        while (waiting.isEmpty() && !over) {
            pause();
        }
        if (over) {
            return List.of();
        }
        busy = true;
        List<Announcement> batch = waiting;
        waiting = new ArrayList<>();
        return batch;
    }

    private synchronized void fail(RuntimeException e) {
        broken = e;
    }

    private synchronized void done() {
        busy = false;
        notifyAll();
    }

    /** Waits for a change. Nobody interrupts these threads on purpose. */
    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.onSpinWait();
        }
    }
}
