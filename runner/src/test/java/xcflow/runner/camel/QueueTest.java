package xcflow.runner.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QueueTest {
    @Test
    void anEndpointThatCannotBeMadeIsASentence() {
        Queue queue = Queue.of("nonsense:queue:tickets");
        assertThat(
                        UnusableQueueException.of(
                                queue,
                                new IllegalStateException(
                                        "x", new ClassNotFoundException("org.example.Factory"))))
                .hasMessage(
                        "xcflow: the queue nonsense:queue:tickets cannot be used:"
                                + " org.example.Factory is a class that none of the plug-ins has"
                                + " (XCFLOW_PLUGINS)");
    }

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
