/**
 * Tests of tasks without a runner: {@link xcflow.testkit.TaskTrial} runs a task and checks what a
 * task promises. For task authors and for our own tests; no part of the program.
 */
package xcflow.testkit;
