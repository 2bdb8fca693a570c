/**
 * Workers that cannot reach the database: they ask and record by letters in a directory that all
 * see, and the process that conducts the run answers.
 */
package xcflow.runner.mailbox;
