package xcflow.runner.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QueueTest {
    @Test
    void aBareDirectoryIsNoQueueAndItIsSaidHowToWriteIt() {
        assertThatThrownBy(() -> Queue.of("/srv/queue"))
                .isInstanceOf(UnusableQueueException.class)
                .hasMessage(
                        "xcflow: '/srv/queue' is not a queue; write a directory as file:/srv/queue,"
                                + " the project's database as 'database'");
        assertThatThrownBy(() -> Queue.of("queue"))
                .hasMessage(
                        "xcflow: 'queue' is not a queue; write a directory as file:/home/me/queue,"
                                + " the project's database as 'database'");
    }

    @Test
    void anEndpointIsTakenAsItIsAndADirectoryGetsItsOptions() {
        assertThat(Queue.of("amqp:queue:work").shared()).contains("amqp:queue:work");
        assertThat(Queue.of("file:/srv/queue").shared().orElseThrow())
                .startsWith("file:/srv/queue?")
                .contains("antInclude=ticket-*.json");
        assertThat(Queue.of(" ").shared()).isEmpty();
    }
}
