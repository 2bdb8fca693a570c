package xcflow.runner.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What libraries and our own code have to say: warnings on the standard error, more with the system
 * property {@code xcflow.log} (such as {@code debug}). Set up in code, because reading a
 * configuration file costs a tenth of a second at every start.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Level level = Level.toLevel(System.getProperty("xcflow.log"), Level.WARN);
        PatternLayoutEncoder pattern = new PatternLayoutEncoder();
        pattern.setContext(context);
        pattern.setPattern("%d{HH:mm:ss, UTC}Z %-5level %logger{20} %msg%n%ex{short}");
        pattern.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(pattern);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(console);
        if (level.isGreaterOrEqual(Level.WARN)) {
            // Its errors are exceptions too, and what it advises need not be done: a copy failed.
            context.getLogger("org.flywaydb").setLevel(Level.OFF);
            // A connection that is lost is replaced; work that could not be done again says so.
            context.getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
