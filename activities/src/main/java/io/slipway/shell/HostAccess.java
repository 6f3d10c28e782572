package io.slipway.shell;

import io.slipway.domain.Host;
import io.slipway.domain.SshSettings;

/** A host, with how to log in to it. */
public record HostAccess(Host host, SshSettings ssh) {}
