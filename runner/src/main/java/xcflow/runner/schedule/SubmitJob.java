package xcflow.runner.schedule;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/** What Quartz calls when the time of a schedule has come. */
public final class SubmitJob implements Job {
    static final String LISTENER = "listener";

    /** Told of schedules whose time has come; returns quickly. */
    @FunctionalInterface
    public interface Listener {
        void due(String schedule);
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        try {
            Listener listener = (Listener) context.getScheduler().getContext().get(LISTENER);
            listener.due(context.getJobDetail().getKey().getName());
        } catch (SchedulerException e) {
            throw new JobExecutionException(e);
        }
    }
}
