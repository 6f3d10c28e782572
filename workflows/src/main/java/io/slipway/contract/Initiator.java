package io.slipway.contract;

/**
 * Who asked for something, as the asker says.
 *
 * @param user login name on the asker's machine
 * @param from that machine's name
 */
public record Initiator(String user, String from) {
  @Override
  public String toString() {
    return user + "@" + from;
  }
}
