package xcflow.runner.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import xcflow.provenance.block.BlockRecord;
import xcflow.provenance.block.BlockState;

class ScalerTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final long GIB = 1L << 30;

    private static ComputeSite.Kind kind(String name, int threads, int most, int waiting) {
        return new ComputeSite.Kind(
                name,
                new BlockRecord.Size(threads, 16 * GIB, 0, Duration.ofHours(12)),
                most,
                waiting,
                Duration.ofMinutes(5),
                List.of(),
                false);
    }

    private static Demand demand(int threads, int count) {
        return new Demand("", threads, 0, 0, Duration.ZERO, count);
    }

    private static BlockRecord block(
            long id, String kind, BlockState state, Optional<Instant> ends) {
        return new BlockRecord(
                id,
                "site",
                kind,
                "tag",
                Optional.of("" + id),
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new BlockRecord.Size(4, 0, 0, Duration.ofHours(12)),
                NOW,
                Optional.empty(),
                ends,
                Optional.empty(),
                0);
    }

    private static Map<String, Integer> orders(
            ComputeSite.Kind kind, List<Demand> demands, List<BlockRecord> blocks, Set<Long> busy) {
        return Scaler.decide(List.of(kind), demands, blocks, busy, NOW).orders();
    }

    @Test
    void smallInstancesShareABlock() {
        assertThat(orders(kind("cpu", 32, 20, 20), List.of(demand(4, 8)), List.of(), Set.of()))
                .containsExactly(Map.entry("cpu", 1));
        assertThat(orders(kind("cpu", 32, 20, 20), List.of(demand(4, 9)), List.of(), Set.of()))
                .containsExactly(Map.entry("cpu", 2));
        assertThat(orders(kind("cpu", 32, 20, 20), List.of(demand(20, 3)), List.of(), Set.of()))
                .containsExactly(Map.entry("cpu", 3));
        Demand big = new Demand("", 1, 9 * GIB, 0, Duration.ZERO, 4);
        assertThat(orders(kind("cpu", 32, 20, 20), List.of(big), List.of(), Set.of()))
                .containsExactly(Map.entry("cpu", 4));
    }

    @Test
    void aBlockForEachInstanceIfAskedFor() {
        ComputeSite.Kind alone =
                new ComputeSite.Kind(
                        "cpu",
                        new BlockRecord.Size(32, 0, 0, Duration.ZERO),
                        20,
                        20,
                        Duration.ZERO,
                        List.of(),
                        true);
        assertThat(orders(alone, List.of(demand(1, 7)), List.of(), Set.of()))
                .containsExactly(Map.entry("cpu", 7));
    }

    @Test
    void whatAsksForMoreThanABlockHasIsRefusedAndNothingIsOrderedForIt() {
        Demand wide = demand(64, 3);
        Demand slow = new Demand("", 1, 0, 0, Duration.ofHours(12), 1);
        Demand gpu = new Demand("cpu", 1, 0, 1, Duration.ZERO, 1);
        Demand fat = new Demand("", 1, 17 * GIB, 0, Duration.ZERO, 1);
        Demand elsewhere = new Demand("gpu", 1, 0, 0, Duration.ZERO, 1);
        Scaler.Decision decision =
                Scaler.decide(
                        List.of(kind("cpu", 32, 20, 4)),
                        List.of(wide, slow, gpu, fat, elsewhere),
                        List.of(),
                        Set.of(),
                        NOW);
        assertThat(decision.orders()).isEmpty();
        assertThat(decision.refusals())
                .containsEntry(
                        wide,
                        "it asks for more than blocks 'cpu' have: 64 threads (a block has 32)")
                .containsEntry(
                        slow,
                        "it asks for more than blocks 'cpu' have: 720 min of time (a block has 720 min, the last"
                                + " 180 s of which are for its end)")
                .containsEntry(
                        gpu, "it asks for more than blocks 'cpu' have: 1 GPUs (a block has 0)")
                .containsEntry(
                        fat,
                        "it asks for more than blocks 'cpu' have: 17408 MiB of memory (a block has 16384)")
                .containsEntry(elsewhere, "there are no blocks 'gpu'");
    }

    @Test
    void theFirstKindThatFitsIsTaken() {
        List<ComputeSite.Kind> kinds = List.of(kind("small", 4, 9, 9), kind("large", 64, 9, 9));
        assertThat(
                        Scaler.decide(
                                        kinds,
                                        List.of(demand(2, 2), demand(16, 1)),
                                        List.of(),
                                        Set.of(),
                                        NOW)
                                .orders())
                .containsExactly(Map.entry("small", 1), Map.entry("large", 1));
    }

    @Test
    void blocksThatAreOnTheirWayOrIdleAreCountedOnAndBusyOnesAreNot() {
        List<BlockRecord> blocks =
                List.of(
                        block(1, "cpu", BlockState.ORDERED, Optional.empty()),
                        block(2, "cpu", BlockState.WAITING, Optional.empty()),
                        block(3, "cpu", BlockState.RUNNING, Optional.empty()),
                        block(4, "cpu", BlockState.RUNNING, Optional.empty()));
        ComputeSite.Kind kind = kind("cpu", 1, 20, 20);
        assertThat(orders(kind, List.of(demand(1, 3)), blocks, Set.of(4L))).isEmpty();
        assertThat(orders(kind, List.of(demand(1, 5)), blocks, Set.of(4L)))
                .containsExactly(Map.entry("cpu", 2));
    }

    @Test
    void aBlockWhoseTimeIsAlmostOverIsReplaced() {
        ComputeSite.Kind kind = kind("cpu", 1, 20, 20);
        Demand hour = new Demand("", 1, 0, 0, Duration.ofHours(1), 1);
        BlockRecord old = block(1, "cpu", BlockState.RUNNING, Optional.of(NOW.plusSeconds(3600)));
        BlockRecord young = block(1, "cpu", BlockState.RUNNING, Optional.of(NOW.plusSeconds(7200)));
        assertThat(orders(kind, List.of(hour), List.of(old), Set.of()))
                .containsExactly(Map.entry("cpu", 1));
        assertThat(orders(kind, List.of(hour), List.of(young), Set.of())).isEmpty();
    }

    @Property
    void neverMoreThanAllowedNeverMoreThanInstancesAndTheSameQuestionOrdersNothingMore(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int most) {
        Random random = new Random(seed);
        int waitingLimit = 1 + random.nextInt(most);
        ComputeSite.Kind kind = kind("cpu", 1 + random.nextInt(8), most, waitingLimit);
        List<Demand> demands = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            demands.add(demand(1 + random.nextInt(8), 1 + random.nextInt(30)));
        }
        List<BlockRecord> blocks = new ArrayList<>();
        Set<Long> busy = new HashSet<>();
        for (long id = random.nextInt(most + 1); id > 0; id--) {
            BlockState state = BlockState.values()[random.nextInt(3)];
            if (state != BlockState.RUNNING
                    && blocks.stream().filter(b -> b.state() != BlockState.RUNNING).count()
                            >= waitingLimit) {
                state = BlockState.RUNNING;
            }
            blocks.add(block(id, "cpu", state, Optional.empty()));
            if (state == BlockState.RUNNING && random.nextBoolean()) {
                busy.add(id);
            }
        }
        Scaler.Decision decision = Scaler.decide(List.of(kind), demands, blocks, busy, NOW);
        int ordered = decision.orders().getOrDefault("cpu", 0);
        int fitting =
                demands.stream()
                        .filter(demand -> demand.threads() <= kind.size().threads())
                        .mapToInt(Demand::count)
                        .sum();
        assertThat(ordered).isLessThanOrEqualTo(fitting);
        assertThat(blocks.size() + ordered).isLessThanOrEqualTo(most);
        long notBegun = blocks.stream().filter(b -> b.state() != BlockState.RUNNING).count();
        assertThat(notBegun + ordered).isLessThanOrEqualTo(waitingLimit);
        List<BlockRecord> after = new ArrayList<>(blocks);
        for (int i = 0; i < ordered; i++) {
            after.add(block(1000 + i, "cpu", BlockState.ORDERED, Optional.empty()));
        }
        assertThat(Scaler.decide(List.of(kind), demands, after, busy, NOW).orders()).isEmpty();
    }

    /** A site in which jobs begin late, at any time, and execute what there is. */
    @Property(tries = 200)
    void aCampaignIsFinishedWithoutMoreJobsThanInstancesAndNothingIsOrderedAfterIt(
            @ForAll long seed) {
        Random random = new Random(seed);
        ComputeSite.Kind kind = kind("cpu", 1 + random.nextInt(4), 6, 3);
        int left = 1 + random.nextInt(60);
        int all = left;
        int submitted = 0;
        List<BlockRecord> blocks = new ArrayList<>();
        for (int round = 0; round < 2000 && (left > 0 || !blocks.isEmpty()); round++) {
            List<Demand> demands = left > 0 ? List.of(demand(1, left)) : List.of();
            int orders = orders(kind, demands, blocks, Set.of()).getOrDefault("cpu", 0);
            assertThat(left > 0 || orders == 0).isTrue();
            for (int i = 0; i < orders; i++) {
                blocks.add(block(++submitted, "cpu", BlockState.WAITING, Optional.empty()));
            }
            List<BlockRecord> next = new ArrayList<>();
            for (BlockRecord block : blocks) {
                boolean begun = block.state() == BlockState.RUNNING;
                if (begun) {
                    left -= Math.min(left, random.nextInt(kind.size().threads() + 1));
                }
                boolean dies = begun && random.nextInt(20) == 0;
                if (!(dies || begun && left == 0)) {
                    next.add(
                            begun || random.nextInt(3) > 0
                                    ? block
                                    : block(
                                            block.id(),
                                            "cpu",
                                            BlockState.RUNNING,
                                            Optional.empty()));
                }
            }
            blocks = next;
        }
        assertThat(left).isZero();
        assertThat(blocks).isEmpty();
        assertThat(submitted).isLessThanOrEqualTo(all + 20);
    }
}
