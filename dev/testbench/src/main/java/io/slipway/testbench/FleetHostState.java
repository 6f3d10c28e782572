package io.slipway.testbench;

import java.util.List;
import java.util.Optional;

/**
 * What one host has on its disk and serves, seen from outside, without SSH.
 *
 * @param current the release id that the symlink points at
 * @param served the release id that the app was started with
 * @param releases the entries of the releases folder, sorted
 */
public record FleetHostState(
    String name, Optional<String> current, Optional<String> served, List<String> releases) {}
