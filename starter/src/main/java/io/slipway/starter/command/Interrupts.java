package io.slipway.starter.command;

/** Lets a command have the last word when somebody presses Ctrl-C. */
public interface Interrupts {

  /** Runs the farewell when the command is interrupted before the registration is closed. */
  Registration onInterrupt(Runnable farewell);

  /** Ends with {@link #close}. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Those of the process. The JVM ends with 130 on SIGINT and with 143 on SIGTERM, once the
   * farewell is said.
   */
  static Interrupts ofProcess() {
    return farewell -> {
      Thread hook = Thread.ofPlatform().name("farewell").unstarted(farewell);
      Runtime.getRuntime().addShutdownHook(hook);
      return () -> remove(hook);
    };
  }

  private static void remove(Thread hook) {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // The farewell is being said already.
    }
  }
}
