package xcflow.provenance.ticket;

import java.util.Collection;
import java.util.List;

/** Where workers take tickets from. */
public interface TicketSource {

    /**
     * Takes tickets that fit, together, into some room.
     *
     * @param without code that the worker does not have
     * @param most number of tickets at most
     */
    List<WaitingTicket> take(Room room, Collection<WaitingTicket.Code> without, int most);

    /**
     * Puts a ticket back that its taker must not execute, for others to take.
     *
     * @param reason for people who wonder why nobody takes it
     */
    void refuse(WaitingTicket ticket, String reason);
}
