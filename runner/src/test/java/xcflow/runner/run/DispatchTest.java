package xcflow.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Capacity;
import xcflow.runner.execution.Outcome;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.model.SettingName;

class DispatchTest {
    private static final int THREADS = 4;

    private final Dispatch dispatch =
            new Dispatch(new Admission(THREADS, () -> Long.MAX_VALUE), Capacity.ofThreads(THREADS));

    private static ReadyInstance instance(int number, ExecutionSettings settings) {
        return instance(number, "key" + number, settings);
    }

    private static ReadyInstance instance(int number, String key, ExecutionSettings settings) {
        Map<String, Object> inputs = Map.of("name", key);
        return new ReadyInstance(
                null, number, inputs, settings, CacheKey.of("t", "1", inputs, Optional.empty()));
    }

    private static Outcome success(int number, long millis) {
        return new Outcome(
                1,
                number,
                Outcome.Kind.SUCCEEDED,
                "",
                Optional.empty(),
                "{}",
                List.of(),
                1,
                millis);
    }

    private List<Integer> start() {
        return dispatch.start(instance -> false).stream().map(ReadyInstance::number).toList();
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            dispatch.add(instance(i, ExecutionSettings.USUAL));
        }
    }

    @Test
    void startsNoMoreThanThreadsWhileItDoesNotKnowHowLongExecutionsTake() {
        add(0, 100);
        assertThat(start()).containsExactly(0, 1, 2, 3);
        assertThat(start()).isEmpty();
        assertThat(dispatch.startedCount()).isEqualTo(4);
    }

    @Test
    void startsSomeAheadOnceExecutionsTurnOutToBeShort() {
        add(0, 100);
        start();
        for (int i = 0; i < 4; i++) {
            dispatch.end(success(i, 1));
        }
        assertThat(start()).hasSize(THREADS + 16);
    }

    @Test
    void goesBackToOneByOneWhenExecutionsBecomeLong() {
        add(0, 100);
        start();
        for (int i = 0; i < 4; i++) {
            dispatch.end(success(i, 1));
        }
        start();
        for (int i = 4; i < 24; i++) {
            dispatch.end(success(i, 60_000));
        }
        assertThat(start()).hasSize(THREADS);
    }

    @Test
    void sharesTheThreadsAmongThoseThatWait() {
        dispatch.add(instance(0, ExecutionSettings.USUAL));
        dispatch.add(instance(1, ExecutionSettings.USUAL));
        List<ReadyInstance> started = dispatch.start(instance -> false);
        assertThat(started.get(0).threads()).isEqualTo(2);
        assertThat(started.get(1).threads()).isEqualTo(2);
    }

    @Test
    void grantsWhatIsDeclared() {
        dispatch.add(instance(0, ExecutionSettings.USUAL.with(SettingName.THREADS, 3L)));
        add(1, 9);
        assertThat(dispatch.start(instance -> false).get(0).threads()).isEqualTo(3);
    }

    @Test
    void aTwinWaitsForTheOneThatIsStartedAndThenTakesItsResult() {
        dispatch.add(instance(0, "same", ExecutionSettings.USUAL));
        dispatch.add(instance(1, "same", ExecutionSettings.USUAL));
        dispatch.add(instance(2, "other", ExecutionSettings.USUAL));
        assertThat(start()).containsExactly(0, 2);
        dispatch.end(success(0, 1000));
        List<Integer> reused = new ArrayList<>();
        assertThat(dispatch.start(instance -> reused.add(instance.number()))).isEmpty();
        assertThat(reused).containsExactly(1);
    }

    @Test
    void twinsThatMustNotReuseAreStartedTogether() {
        ExecutionSettings alone = ExecutionSettings.USUAL.with(SettingName.CACHE, false);
        dispatch.add(instance(0, "same", alone));
        dispatch.add(instance(1, "same", alone));
        assertThat(start()).containsExactly(0, 1);
    }

    @Test
    void aRetryIsNotStartedBeforeItsTime() {
        ReadyInstance later = instance(0, ExecutionSettings.USUAL);
        later.retry(Instant.now().plusSeconds(60), 2, ExecutionSettings.USUAL);
        dispatch.add(later);
        assertThat(start()).isEmpty();
        assertThat(dispatch.untilNextRetry(Duration.ofMinutes(10)))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
        assertThat(dispatch.isIdle()).isFalse();
        dispatch.clearWaiting();
        assertThat(dispatch.isIdle()).isTrue();
    }

    @Test
    void whatIsNotStartedCannotEnd() {
        assertThat(dispatch.end(7)).isNull();
        assertThat(dispatch.end(success(7, 1))).isNull();
    }
}
