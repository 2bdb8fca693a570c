package xcflow.provenance.audit;

import java.util.List;
import java.util.Locale;
import xcflow.provenance.event.Event;
import xcflow.provenance.event.EventLog;
import xcflow.storage.Sql;

/** Walks the chain of events. */
final class Chain {
    private static final int PAGE = 2_000;

    private final Sql sql;
    private final Findings findings;

    Chain(Sql sql, Findings findings) {
        this.sql = sql;
        this.findings = findings;
    }

    /**
     * Verifies every entry and passes it on.
     *
     * @return number of entries
     */
    long verify(Sealed sealed) {
        EventLog.Head head = EventLog.head(sql);
        long count = 0;
        long seq = 0;
        String hash = Event.GENESIS;
        List<Event> page;
        do {
            page = EventLog.after(sql, seq, PAGE);
            for (Event event : page) {
                check(event, seq, hash);
                take(event, sealed);
                seq = event.seq();
                hash = event.hash();
                count++;
            }
        } while (!page.isEmpty());
        if (head.seq() != seq || !head.hash().equals(hash)) {
            findings.add(
                    "event log",
                    "its end was altered",
                    String.format(Locale.ROOT, "entry %d with hash %s", head.seq(), head.hash()),
                    String.format(Locale.ROOT, "entry %d with hash %s", seq, hash));
        }
        return count;
    }

    private void take(Event event, Sealed sealed) {
        try {
            sealed.add(event);
        } catch (RuntimeException e) {
            // Whatever an altered payload makes fail, the audit goes on.
            findings.add("event " + event.seq(), "cannot be understood: " + e.getMessage());
        }
    }

    private void check(Event event, long seqBefore, String hashBefore) {
        String subject = "event " + event.seq();
        if (event.seq() == seqBefore + 2) {
            findings.add("event " + (seqBefore + 1), "is missing");
        } else if (event.seq() != seqBefore + 1) {
            findings.add(
                    String.format(Locale.ROOT, "events %d to %d", seqBefore + 1, event.seq() - 1),
                    "are missing");
        } else if (!event.previous().equals(hashBefore)) {
            findings.add(
                    subject, "does not continue the one before it", hashBefore, event.previous());
        }
        if (!event.expectedHash().equals(event.hash())) {
            findings.add(subject, "was altered", event.hash(), event.expectedHash());
        }
    }
}
