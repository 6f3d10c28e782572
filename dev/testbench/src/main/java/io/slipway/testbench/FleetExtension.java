package io.slipway.testbench;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One fleet for all tests of a class, healed and with empty disks before each. Register it as a
 * static field: {@code @RegisterExtension static final FleetExtension fleet =
 * FleetExtension.of(3)}.
 */
public final class FleetExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private final int size;
  private @Nullable Fleet fleet;

  private FleetExtension(int size) {
    this.size = size;
  }

  public static FleetExtension of(int size) {
    return new FleetExtension(size);
  }

  /** The fleet; only while tests run. */
  public Fleet get() {
    if (fleet == null) {
      throw new IllegalStateException("the fleet is up only while tests run");
    }
    return fleet;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    fleet = Fleet.up(size);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    get().wipe();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (fleet != null) {
      fleet.close();
      fleet = null;
    }
  }
}
