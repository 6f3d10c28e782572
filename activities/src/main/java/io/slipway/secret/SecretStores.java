package io.slipway.secret;

import io.slipway.domain.SecretRef;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * All stores that a worker reads, of which there is one for a whole worker. A store is opened when
 * a reference first leads to it, so that who uses no Vault pays for none.
 */
public final class SecretStores implements SecretStore, SshSigner {
  private final Map<String, String> environment;
  private final Path home;
  private final SecretPermissions permissions;
  private final Map<SecretRef.Store, SecretStore> open = new EnumMap<>(SecretRef.Store.class);

  private SecretStores(Map<String, String> environment, Path home, SecretPermissions permissions) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.permissions = permissions;
  }

  /**
   * Stores for a worker.
   *
   * @param environment of the worker, which says where Vault and AWS are and how to log in there
   * @param home directory of the worker's user, for which {@code ~/} stands
   */
  public static SecretStores open(
      Map<String, String> environment, Path home, SecretPermissions permissions) {
    return new SecretStores(environment, home, permissions);
  }

  @Override
  public SecretDocument read(SecretRef ref) {
    return store(ref).read(ref);
  }

  /** Gives back what Vault lent; no other store lends. */
  @Override
  public void giveBack(String lease) {
    if (environment.containsKey("VAULT_ADDR")) {
      store(VaultStore.REVOCATION).giveBack(lease);
    }
  }

  @Override
  public String sign(SecretRef authority, String publicKey, String login) {
    return ((VaultStore) store(authority)).sign(authority, publicKey, login);
  }

  /** The engine of Vault that wraps keys. */
  VaultTransit transit(SecretRef key) {
    return ((VaultStore) store(key)).transit();
  }

  @Override
  public synchronized void close() {
    open.values().forEach(SecretStore::close);
    open.clear();
  }

  private synchronized SecretStore store(SecretRef ref) {
    SecretStore known = open.get(ref.store());
    if (known != null) {
      return known;
    }
    SecretStore opened =
        switch (ref.store()) {
          case VAULT -> VaultStore.open(environment, home, ref);
          case SSM -> SsmStore.open(environment, ref);
          case FILE -> new FileStore(home, permissions);
          case ENV -> new EnvStore(environment, permissions);
          case EXEC -> new ExecStore(environment, permissions, ExecStore.LIMIT);
        };
    open.put(ref.store(), opened);
    return opened;
  }
}
