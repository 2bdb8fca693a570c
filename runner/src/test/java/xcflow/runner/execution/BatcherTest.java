package xcflow.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatcherTest {
    @Test
    void answersEachWithItsOwnAndWritesSeveralAtOnce() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(20);
        Batcher<Integer, Integer> merged =
                new Batcher<>(
                        requests -> {
                            if (writes.incrementAndGet() == 1) {
                                first.countDown();
                                await(others);
                            }
                            return requests.stream().map(n -> n * n).toList();
                        });
        ExecutorService threads = Executors.newFixedThreadPool(21);
        Future<Integer> leader = threads.submit(() -> merged.ask(100));
        first.await();
        List<Callable<Integer>> questions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int n = i;
            questions.add(
                    () -> {
                        others.countDown();
                        return merged.ask(n);
                    });
        }
        List<Future<Integer>> answers = threads.invokeAll(questions);
        assertThat(leader.get()).isEqualTo(10_000);
        for (int i = 0; i < 20; i++) {
            assertThat(answers.get(i).get()).isEqualTo(i * i);
        }
        assertThat(writes.get()).isLessThanOrEqualTo(21);
        threads.shutdown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsEverybodyOfAFailure() {
        Batcher<Integer, Integer> merged =
                new Batcher<>(
                        requests -> {
                            throw new IllegalStateException("disk full");
                        });
        assertThatThrownBy(() -> merged.ask(1))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("disk full");
    }
}
