package xcflow.runner.camel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tickets at a broker that is reached by its address, with components that come as plug-ins. */
class BrokerQueueTest extends SharedQueueContract {
    private static final EmbeddedActiveMQ BROKER = new EmbeddedActiveMQ();
    private static String address;
    private static int queues;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "tcp://127.0.0.1:" + free.getLocalPort();
        }
        BROKER.setConfiguration(
                new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .addAddressSetting(
                                "#",
                                new AddressSettings()
                                        .setDeadLetterAddress(SimpleString.of("dead"))
                                        .setExpiryAddress(SimpleString.of("expired")))
                        .addAcceptorConfiguration("tickets", address));
        BROKER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        BROKER.stop();
    }

    @Override
    Queue queue() throws IOException {
        queues++;
        return Queue.of(
                "jms:queue:tickets"
                        + queues
                        + "?connectionFactory=#class:"
                        + "org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory('"
                        + address
                        + "')");
    }
}
