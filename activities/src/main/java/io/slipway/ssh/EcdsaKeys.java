package io.slipway.ssh;

import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/**
 * The JDK's factory of EC keys under the name by which the SSH library asks for it, and which only
 * BouncyCastle has: without it, no ECDSA key of a host or a user could be read.
 */
final class EcdsaKeys extends Provider {
  @Serial private static final long serialVersionUID = 1L;

  EcdsaKeys() {
    super("SlipwayEcdsaKeys", "1", "KeyFactory EC under the name ECDSA");
    putService(
        new Service(this, "KeyFactory", "ECDSA", Factory.class.getName(), null, null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new Factory(KeyFactory.getInstance("EC"));
          }
        });
  }

  private static final class Factory extends KeyFactorySpi {
    private final KeyFactory factory;

    Factory(KeyFactory factory) {
      this.factory = factory;
    }

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
      return factory.generatePublic(spec);
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
      return factory.generatePrivate(spec);
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type)
        throws InvalidKeySpecException {
      return factory.getKeySpec(key, type);
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
      return factory.translateKey(key);
    }
  }
}
