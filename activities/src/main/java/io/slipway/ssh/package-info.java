/**
 * Sessions on hosts over SSH. {@link io.slipway.ssh.SshHostSessions} is the door: it finds out how
 * to log in to a host, lends a connection of the pool, and runs scripts on it.
 */
@NullMarked
package io.slipway.ssh;

import org.jspecify.annotations.NullMarked;
