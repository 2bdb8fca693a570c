package xcflow.runner.execution;

class ThreadBackendTest extends ExecutionBackendContract {
    @Override
    protected ExecutionBackend open() {
        Admission admission = new Admission(THREADS, () -> Long.MAX_VALUE);
        return new ThreadBackend(() -> project.executor(admission), project.ledger(), THREADS);
    }

    @Override
    protected void end(ExecutionBackend opened) {
        opened.close();
    }
}
