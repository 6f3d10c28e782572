package io.slipway.shell;

import java.time.Duration;

/**
 * A POSIX shell script, sent whole over standard input so that nothing of it shows in a process
 * list. A script that may be cut off in transfer does its work in a function that its last line
 * calls with standard input from {@code /dev/null}.
 *
 * @param purpose verb phrase that completes "tried to …", for messages
 * @param timeout longest run; afterwards it is killed with everything that it has started
 */
public record Script(String purpose, String text, Duration timeout) {}
