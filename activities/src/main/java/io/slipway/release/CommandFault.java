package io.slipway.release;

/**
 * A command of the user's that did not end well.
 *
 * @param status its exit status
 * @param signal that ended it, without {@code SIG}; empty when none did
 * @param killed why we ended it, {@code timeout}, {@code idle} or {@code cancelled}; empty when we
 *     did not
 */
record CommandFault(String step, int status, String signal, String killed, String output) {}
