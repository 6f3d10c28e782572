package io.slipway.testbench;

/**
 * How to reach one host of a fleet.
 *
 * @param number from 1; the faults and {@code fleet} commands take it
 * @param httpPort where the host's app answers, once started
 * @param hostKey type and base64 key, as in a known_hosts line
 */
public record FleetHost(
    int number, String name, String address, int port, String user, int httpPort, String hostKey) {}
