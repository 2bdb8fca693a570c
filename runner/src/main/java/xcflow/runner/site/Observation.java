package xcflow.runner.site;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.block.BlockRecord;
import xcflow.provenance.block.BlockState;

/** What the answer of a batch system says of the jobs that are on record. */
final class Observation {
    /** How long a job may be missing from the answer after it was submitted. */
    private static final Duration NEW = Duration.ofSeconds(15);

    private final Map<String, JobState> states;
    private final Instant now;

    /**
     * @param states all jobs of the user
     * @param now by the clock of the records
     */
    Observation(Map<String, JobState> states, Instant now) {
        this.states = states;
        this.now = now;
    }

    /** The jobs as they are now; those of which there is nothing new are left out. */
    List<BlockRecord> of(List<BlockRecord> open) {
        List<String> known = open.stream().flatMap(block -> block.job().stream()).toList();
        List<String> free =
                new ArrayList<>(
                        states.keySet().stream().filter(job -> !known.contains(job)).toList());
        List<BlockRecord> news = new ArrayList<>();
        for (BlockRecord block : open) {
            BlockRecord adopted = block.job().isPresent() ? block : adopt(block, free);
            BlockRecord now = observed(adopted);
            if (!now.equals(block)) {
                news.add(now);
            }
        }
        return news;
    }

    /** Finds the number of a job that was never written down by the job's name. */
    private BlockRecord adopt(BlockRecord block, List<String> free) {
        Optional<String> job =
                free.stream()
                        .filter(
                                id ->
                                        states.get(id)
                                                .name()
                                                .filter(name -> name.contains(block.tag()))
                                                .isPresent())
                        .findFirst();
        job.ifPresent(free::remove);
        return job.isEmpty()
                ? block
                : with(block, job, BlockState.WAITING, block.nativeState(), block.reason());
    }

    private BlockRecord observed(BlockRecord block) {
        JobState state = block.job().map(states::get).orElse(null);
        if (state == null) {
            if (block.ordered().plus(NEW).isAfter(now)) {
                return block;
            }
            return ended(
                    block,
                    block.nativeState(),
                    block.job().isEmpty() ? Optional.of("it was never submitted") : block.reason());
        }
        Optional<String> word = Optional.of(state.word());
        if (state.phase().isEmpty()) {
            return with(block, block.job(), block.state(), word, state.reason());
        }
        return switch (state.phase().get()) {
            case WAITING ->
                    block.state() == BlockState.RUNNING
                            ? block
                            : with(block, block.job(), BlockState.WAITING, word, state.reason());
            case RUNNING -> running(block, state, word);
            case ENDED -> ended(block, word, state.reason());
        };
    }

    private BlockRecord running(BlockRecord block, JobState state, Optional<String> word) {
        Optional<Instant> ends =
                block.ends()
                        .or(() -> state.left().map(now::plus))
                        .or(
                                () ->
                                        block.size().time().isZero()
                                                ? Optional.empty()
                                                : Optional.of(now.plus(block.size().time())));
        return new BlockRecord(
                block.id(),
                block.site(),
                block.kind(),
                block.tag(),
                block.job(),
                BlockState.RUNNING,
                word,
                Optional.empty(),
                state.node().or(block::node),
                block.size(),
                block.ordered(),
                block.joined(),
                ends,
                Optional.empty(),
                block.executed());
    }

    private BlockRecord ended(BlockRecord block, Optional<String> word, Optional<String> reason) {
        return new BlockRecord(
                block.id(),
                block.site(),
                block.kind(),
                block.tag(),
                block.job(),
                BlockState.ENDED,
                word,
                reason,
                block.node(),
                block.size(),
                block.ordered(),
                block.joined(),
                block.ends(),
                Optional.of(now),
                block.executed());
    }

    /** A job that is over, for a reason that is known otherwise. */
    BlockRecord ended(BlockRecord block, String reason) {
        return ended(block, block.nativeState(), Optional.of(reason));
    }

    static BlockRecord with(
            BlockRecord block,
            Optional<String> job,
            BlockState state,
            Optional<String> word,
            Optional<String> reason) {
        return new BlockRecord(
                block.id(),
                block.site(),
                block.kind(),
                block.tag(),
                job,
                state,
                word,
                reason,
                block.node(),
                block.size(),
                block.ordered(),
                block.joined(),
                block.ends(),
                block.ended(),
                block.executed());
    }
}
