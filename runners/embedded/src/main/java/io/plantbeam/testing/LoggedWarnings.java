package io.plantbeam.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class warns of while this is open, whatever the configuration of the log leaves out. */
public final class LoggedWarnings implements AutoCloseable {
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Level configured;
  private final AbstractAppender appender =
      new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
            texts.add(event.getMessage().getFormattedMessage());
          }
        }
      };

  private LoggedWarnings(Logger logger) {
    this.logger = logger;
    configured = logger.getLevel();
    appender.start();
    logger.addAppender(appender);
    if (!logger.isWarnEnabled()) {
      logger.setLevel(Level.WARN);
    }
  }

  public static LoggedWarnings of(Class<?> type) {
    return new LoggedWarnings((Logger) LogManager.getLogger(type));
  }

  public List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void close() {
    logger.removeAppender(appender);
    logger.setLevel(configured);
  }
}
