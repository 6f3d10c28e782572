package io.slipway.release;

import io.slipway.domain.HostName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an attempt gives to the log: of several hosts side by side where it works on several. */
final class LogFeeds {
  private final Map<HostName, LogFeed> feeds = new ConcurrentHashMap<>();

  LogFeed of(HostName host) {
    return feeds.computeIfAbsent(host, h -> new LogFeed());
  }
}
