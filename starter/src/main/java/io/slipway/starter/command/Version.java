package io.slipway.starter.command;

import picocli.CommandLine.IVersionProvider;

/** Version of the jar that holds this class. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"slipway " + (version == null ? "(development build)" : version)};
  }
}
