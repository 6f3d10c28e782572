package io.slipway.starter.command;

import io.slipway.contract.Initiator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds out who runs the command: the login, and the name of the machine. */
final class Asker {
  private static final Path LINUX_NAME = Path.of("/proc/sys/kernel/hostname");

  private Asker() {}

  static Initiator of(Map<String, String> environment) {
    return new Initiator(System.getProperty("user.name", "unknown"), machine(environment));
  }

  /** Asks the resolver last, since it may take seconds where there is no network. */
  private static String machine(Map<String, String> environment) {
    if (Files.isReadable(LINUX_NAME)) {
      try {
        return Files.readString(LINUX_NAME).strip();
      } catch (IOException e) {
        return resolved();
      }
    }
    String windows = environment.get("COMPUTERNAME");
    return windows == null ? resolved() : windows;
  }

  private static String resolved() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
