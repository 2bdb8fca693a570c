package xcflow.runner.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import xcflow.runner.value.PlainJson;
import xcflow.storage.LedgerDatabase;

/**
 * Workflows that run at certain times, kept by Quartz in the project's database. Times pass only
 * while {@link #start} has been called, which {@code serve} does; any process may change schedules.
 */
public final class Schedules implements AutoCloseable {
    private static final String GROUP = "xcflow";

    private final Scheduler quartz;

    /**
     * A schedule.
     *
     * @param name unique
     * @param file the workflow
     * @param cron in Quartz's syntax
     * @param settings {@code name=value} for parameters
     * @param next next time; empty if there is none any more
     * @param previous last time
     */
    public record Schedule(
            String name,
            Path file,
            String cron,
            ZoneId zone,
            List<String> settings,
            Optional<Instant> next,
            Optional<Instant> previous) {}

    private Schedules(Scheduler quartz) {
        this.quartz = quartz;
    }

    /** Opens the schedules of a database; creates their tables if they do not exist. */
    public static Schedules open(LedgerDatabase database) throws IOException {
        try {
            ScheduleTables.complete(database);
            DBConnectionManager.getInstance().addConnectionProvider(GROUP, new FromPool(database));
            Scheduler quartz = new StdSchedulerFactory(properties(database)).getScheduler();
            return new Schedules(quartz);
        } catch (SchedulerException | SQLException e) {
            throw new IOException("cannot open the schedules: " + e.getMessage(), e);
        }
    }

    private static Properties properties(LedgerDatabase database) {
        String delegate =
                switch (database.dialect()) {
                    case H2 -> "StdJDBCDelegate";
                    case POSTGRESQL -> "PostgreSQLDelegate";
                };
        Properties p = new Properties();
        p.setProperty("org.quartz.scheduler.instanceName", GROUP);
        p.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        // How soon a change made by another process is noticed; Quartz allows no less.
        p.setProperty("org.quartz.scheduler.idleWaitTime", "1000");
        p.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        p.setProperty("org.quartz.threadPool.threadCount", "1");
        p.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        p.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        p.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        p.setProperty(
                "org.quartz.jobStore.driverDelegateClass",
                "org.quartz.impl.jdbcjobstore." + delegate);
        p.setProperty("org.quartz.jobStore.dataSource", GROUP);
        p.setProperty("org.quartz.jobStore.useProperties", "true");
        p.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        if (database.dialect() == LedgerDatabase.Dialect.POSTGRESQL) {
            // Processes on several machines may share the schedules.
            p.setProperty("org.quartz.scheduler.instanceId", "AUTO");
            p.setProperty("org.quartz.jobStore.isClustered", "true");
        }
        // A time is missed when the run could not be begun within a minute of it.
        p.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
        return p;
    }

    /**
     * Adds a schedule or replaces the one with the same name.
     *
     * @param once whether a time that passed while nothing was running is made up for, once; if
     *     not, it is left out
     */
    public void add(
            String name, Path file, String cron, ZoneId zone, List<String> settings, boolean once)
            throws SchedulerException {
        JobDataMap data = new JobDataMap();
        data.put("file", file.toAbsolutePath().normalize().toString());
        data.put("settings", PlainJson.write(settings));
        JobDetail job =
                JobBuilder.newJob(SubmitJob.class)
                        .withIdentity(name, GROUP)
                        .usingJobData(data)
                        .storeDurably()
                        .build();
        CronScheduleBuilder times =
                CronScheduleBuilder.cronSchedule(cron).inTimeZone(TimeZone.getTimeZone(zone));
        times =
                once
                        ? times.withMisfireHandlingInstructionFireAndProceed()
                        : times.withMisfireHandlingInstructionDoNothing();
        Trigger trigger =
                TriggerBuilder.newTrigger()
                        .withIdentity(name, GROUP)
                        .forJob(job)
                        .withSchedule(times)
                        .build();
        quartz.addJob(job, true);
        if (quartz.checkExists(trigger.getKey())) {
            quartz.rescheduleJob(trigger.getKey(), trigger);
        } else {
            quartz.scheduleJob(trigger);
        }
    }

    /** Whether a text is a cron expression as Quartz understands it. */
    public static boolean isCron(String text) {
        return CronExpression.isValidExpression(text);
    }

    /** All schedules, ordered by name. */
    public List<Schedule> list() throws SchedulerException {
        List<Schedule> all = new ArrayList<>();
        for (JobKey key : quartz.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            find(key.getName()).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(Schedule::name));
        return all;
    }

    /** The schedule with a name. */
    @SuppressWarnings("unchecked")
    public Optional<Schedule> find(String name) throws SchedulerException {
        JobDetail job = quartz.getJobDetail(new JobKey(name, GROUP));
        if (job == null
                || !(quartz.getTrigger(new TriggerKey(name, GROUP)) instanceof CronTrigger cron)) {
            return Optional.empty();
        }
        return Optional.of(
                new Schedule(
                        name,
                        Path.of(job.getJobDataMap().getString("file")),
                        cron.getCronExpression(),
                        cron.getTimeZone().toZoneId(),
                        (List<String>) PlainJson.read(job.getJobDataMap().getString("settings")),
                        Optional.ofNullable(cron.getNextFireTime()).map(Date::toInstant),
                        Optional.ofNullable(cron.getPreviousFireTime()).map(Date::toInstant)));
    }

    /** Removes a schedule; says whether there was one. */
    public boolean remove(String name) throws SchedulerException {
        return quartz.deleteJob(new JobKey(name, GROUP));
    }

    /** Lets times pass by until {@link #goOn}. */
    public void pause(String name) throws SchedulerException {
        quartz.pauseTrigger(new TriggerKey(name, GROUP));
    }

    /** Lets a schedule that was paused count again; times that have passed are left out. */
    public void goOn(String name) throws SchedulerException {
        TriggerKey key = new TriggerKey(name, GROUP);
        Trigger stored = quartz.getTrigger(key);
        if (paused(name)) {
            // A new one: the old one would make up for what it missed.
            quartz.rescheduleJob(key, stored.getTriggerBuilder().startNow().build());
        }
    }

    /** Whether a schedule is paused. */
    public boolean paused(String name) throws SchedulerException {
        return quartz.getTriggerState(new TriggerKey(name, GROUP)) == Trigger.TriggerState.PAUSED;
    }

    /** Asks the process that serves for a run now. */
    public void trigger(String name) throws SchedulerException {
        quartz.triggerJob(new JobKey(name, GROUP));
    }

    /**
     * Lets time pass: calls the listener with the name of each schedule whose time has come. Times
     * that were computed under a clock that ran ahead are computed anew first.
     */
    public void start(SubmitJob.Listener listener) throws SchedulerException {
        for (Schedule schedule : list()) {
            correct(schedule.name());
        }
        quartz.getContext().put(SubmitJob.LISTENER, listener);
        quartz.start();
    }

    private void correct(String name) throws SchedulerException {
        TriggerKey key = new TriggerKey(name, GROUP);
        Trigger stored = quartz.getTrigger(key);
        Date next = stored == null ? null : stored.getNextFireTime();
        Date right = stored == null ? null : stored.getFireTimeAfter(new Date());
        if (next != null && right != null && next.after(right) && !paused(name)) {
            quartz.rescheduleJob(key, stored.getTriggerBuilder().startNow().build());
        }
    }

    @Override
    public void close() throws SchedulerException {
        quartz.shutdown(true);
    }

    /** Lends Quartz the connections of our pool. */
    private record FromPool(LedgerDatabase database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.dataSource().getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }
}
