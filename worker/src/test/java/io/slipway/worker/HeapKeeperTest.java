package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the collector that builds and workers run with. */
final class HeapKeeperTest {
  private static final int MIB = 1 << 20;

  private final MemoryPoolMXBean old =
      HeapKeeper.old().orElseThrow(() -> new AssertionError("not the serial collector"));

  @BeforeEach
  void begin_without_garbage() {
    System.gc();
  }

  @Test
  void collects_what_is_garbage_once_there_is_a_fifth_as_much_as_there_is_live() {
    HeapKeeper keeper = new HeapKeeper(old, MIB);
    assertFalse(keeper.look(), "there is no garbage yet");

    long before = old.getUsage().getUsed();
    garbage(before + 16L * MIB);
    assertTrue(old.getUsage().getUsed() > 2 * before, "the garbage has grown old");

    assertTrue(keeper.look());
    assertTrue(old.getUsage().getUsed() < before + 8L * MIB, "it is gone");
    assertFalse(keeper.look());
  }

  @Test
  void lets_a_little_garbage_be() {
    HeapKeeper keeper = new HeapKeeper(old, Long.MAX_VALUE);

    garbage(16L * MIB);

    assertFalse(keeper.look());
  }

  /** Has so much grow old, and lets go of it. */
  private static void garbage(long bytes) {
    byte[][] blocks = new byte[Math.toIntExact(bytes / MIB) + 1][MIB];
    try {
      System.gc();
    } finally {
      Reference.reachabilityFence(blocks);
    }
  }
}
