package xcflow.provenance.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import xcflow.provenance.record.Completion;
import xcflow.provenance.state.Guard;
import xcflow.provenance.state.InstanceState;

/**
 * Every state of an instance with everything that a guard may ask of it, and how it comes about.
 */
@SuppressWarnings("ImmutableEnumChecker") // The list cannot be modified.
enum Situation {
    WAITING(InstanceState.WAITING, Guard.DUE) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            return stage.nobodysClaim(run);
        }
    },
    READY(InstanceState.READY, Guard.DUE) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            stage.ledger().ready(run, List.of(0));
            return stage.nobodysClaim(run);
        }
    },
    PAUSED(InstanceState.READY) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            Claim claim = stage.claim(run, Example.LEASE);
            stage.ledger()
                    .fail(
                            claim,
                            new Failure(
                                    "no luck",
                                    Optional.of(stage.now().plus(Duration.ofHours(1))),
                                    Optional.empty()));
            return claim;
        }
    },
    HELD(InstanceState.RUNNING, Guard.HELD) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            return stage.claim(run, Example.LEASE);
        }
    },
    OVERDUE(InstanceState.RUNNING, Guard.HELD, Guard.LEASE_EXPIRED) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            return stage.claim(run, Duration.ofSeconds(-1));
        }
    },
    TAKEN(InstanceState.RUNNING) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            Claim first = stage.claim(run, Duration.ofSeconds(-1));
            stage.claim(run, Example.LEASE);
            return first;
        }
    },
    SUCCEEDED(InstanceState.SUCCEEDED) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            Claim claim = stage.claim(run, Example.LEASE);
            stage.ledger().complete(claim, Completion.of("{\"y\":0}", List.of()));
            return claim;
        }
    },
    CACHED(InstanceState.CACHED) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            stage.ledger().cached(run, List.of(stage.hit()));
            return stage.nobodysClaim(run);
        }
    },
    FAILED(InstanceState.FAILED) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            Claim claim = stage.claim(run, Example.LEASE);
            stage.ledger().fail(claim, new Failure("no", Optional.empty(), Optional.empty()));
            return claim;
        }
    },
    SKIPPED(InstanceState.SKIPPED) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            stage.ledger().settle(run, List.of(new Settlement(0, state(), "upstream failed")));
            return stage.nobodysClaim(run);
        }
    },
    CANCELLED(InstanceState.CANCELLED) {
        @Override
        Claim bringAbout(Stage stage, long run) {
            Claim claim = stage.claim(run, Example.LEASE);
            stage.ledger().release(claim, state(), "cancelled");
            return claim;
        }
    };

    private final InstanceState state;
    private final List<Guard> met;

    Situation(InstanceState state, Guard... met) {
        this.state = state;
        this.met = List.of(met);
    }

    /** The world in which situations come about. */
    interface Stage {
        RunLedger ledger();

        java.time.Instant now();

        /** Claims instance 0. */
        Claim claim(long run, Duration lease);

        /** A claim of instance 0 that was never made. */
        Claim nobodysClaim(long run);

        /** An earlier result for instance 0. */
        Hit hit();
    }

    InstanceState state() {
        return state;
    }

    boolean meets(Guard guard) {
        return guard == Guard.NONE || met.contains(guard);
    }

    /**
     * Brings instance 0 of a run, which waits, into this situation.
     *
     * @return the claim with which a worker would try to end it
     */
    abstract Claim bringAbout(Stage stage, long run);
}
