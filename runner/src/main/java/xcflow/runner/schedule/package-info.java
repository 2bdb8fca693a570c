/** Workflows that run at certain times: {@link xcflow.runner.schedule.Schedules}. */
package xcflow.runner.schedule;
