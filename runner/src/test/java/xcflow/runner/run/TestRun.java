package xcflow.runner.run;

import java.util.List;
import java.util.Optional;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.state.InstanceState;
import xcflow.runner.TestProject;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Capacity;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.Ticket;
import xcflow.workflows.plan.StepSelection;

/** A run whose tickets a test answers itself: no routes, no threads, no processes. */
final class TestRun {
    private static final java.time.Duration LEASE = java.time.Duration.ofMinutes(5);

    final TestProject project;
    final Submission.Submitted submitted;
    final Recording told = new Recording();
    final Conductor conductor;
    private final Worker worker;

    private TestRun(TestProject project, Submission.Submitted submitted, int threads) {
        this.project = project;
        this.submitted = submitted;
        this.worker = project.worker();
        this.conductor =
                new Conductor(
                        submitted.run().id(),
                        submitted.plan(),
                        project.ledger(),
                        new Lookup(
                                project.ledger(),
                                project.objects(),
                                submitted.cache(),
                                submitted.recompute()),
                        new Admission(threads, () -> Long.MAX_VALUE),
                        Capacity.ofThreads(threads),
                        told,
                        submitted.strict(),
                        new RunRules(
                                Optional.empty(),
                                false,
                                new NamedLimits.Held(
                                        submitted.run().id(), project.provenance().control()),
                                Places.ANY));
    }

    /** Submits a workflow. */
    static TestRun of(TestProject project, int threads, String workflow, String... settings)
            throws Exception {
        return submitted(project, threads, project.request(workflow, settings));
    }

    /** Submits a part of a workflow, of which some is computed again. */
    static TestRun of(
            TestProject project,
            int threads,
            String workflow,
            StepSelection steps,
            List<String> recompute)
            throws Exception {
        RunRequest whole = project.request(workflow);
        RunRequest request =
                new RunRequest(
                        whole.file(),
                        whole.settings(),
                        whole.parameters(),
                        whole.cache(),
                        steps,
                        recompute,
                        whole.strict());
        return submitted(project, threads, request);
    }

    private static TestRun submitted(TestProject project, int threads, RunRequest request)
            throws Exception {
        Submission submission = new Submission(project.provenance(), project.tasks());
        return new TestRun(
                project,
                submission.submit(
                        request, request.outline(request.read(project.tasks())), Optional.empty()),
                threads);
    }

    /** Takes up a run that was not finished. */
    static TestRun resumed(TestProject project, TestRun earlier) throws Exception {
        Submission submission = new Submission(project.provenance(), project.tasks());
        return new TestRun(
                project, submission.resume(project.ledger().run(earlier.id()).orElseThrow()), 2);
    }

    long id() {
        return submitted.run().id();
    }

    RunLedger ledger() {
        return project.ledger();
    }

    /** Labels of the tickets that can be executed now. */
    static List<String> labels(List<Ticket> tickets) {
        return tickets.stream().map(Ticket::label).toList();
    }

    Claim claim(Ticket ticket) {
        return ledger().claim(ticket.work(), worker, LEASE).orElseThrow();
    }

    /** Records the success of a ticket and tells the conductor. */
    void succeed(Ticket ticket, String name) {
        Claim claim = claim(ticket);
        String outputs = "{\"name\":\"" + name + "\"}";
        if (!ledger().complete(claim, Completion.of(outputs, List.of()))) {
            throw new IllegalStateException("not recorded");
        }
        conductor.completed(outcome(ticket, Outcome.Kind.SUCCEEDED, "", Optional.empty(), outputs));
    }

    /** Records the failure of a ticket, for good or until a time, and tells the conductor. */
    void fail(Ticket ticket, String message, Optional<java.time.Instant> retryAt) {
        ledger().fail(claim(ticket), new Failure(message, retryAt, Optional.empty(), List.of()));
        conductor.completed(outcome(ticket, Outcome.Kind.FAILED, message, retryAt, ""));
    }

    /** Tells the conductor of an end that is recorded elsewhere or not at all. */
    void end(Ticket ticket, Outcome.Kind kind) {
        conductor.completed(outcome(ticket, kind, "", Optional.empty(), ""));
    }

    private static Outcome outcome(
            Ticket ticket,
            Outcome.Kind kind,
            String message,
            Optional<java.time.Instant> retryAt,
            String outputs) {
        return new Outcome(
                ticket.work().run(),
                ticket.work().instance(),
                kind,
                message,
                retryAt,
                outputs,
                List.of(),
                0,
                10);
    }

    /** Answers every ticket with its own label until nothing is left. */
    void succeedAll() {
        for (List<Ticket> tickets = conductor.advance();
                !tickets.isEmpty();
                tickets = conductor.advance()) {
            tickets.forEach(ticket -> succeed(ticket, ticket.label()));
        }
    }

    List<InstanceState> states() {
        return ledger().instances(id()).stream().map(i -> i.state()).toList();
    }
}
