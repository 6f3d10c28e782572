package io.slipway.ssh;

import java.io.IOException;
import java.security.PrivateKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;

/** Signs with a private key of our own. */
record FileSigner(PrivateKey key, Factory<Signature> signatures) implements Identity.Signer {
  /**
   * @param type of the plain key
   * @throws IllegalArgumentException for a type with which nobody should log in any more
   */
  static FileSigner of(PrivateKey key, String type) {
    Factory<Signature> factory =
        Algorithms.SIGNATURES.get(type.equals("ssh-rsa") ? "rsa-sha2-512" : type);
    if (factory == null) {
      throw new IllegalArgumentException("keys of type %s are not used".formatted(type));
    }
    return new FileSigner(key, factory);
  }

  @Override
  public byte[] sign(byte[] data) throws IOException {
    try {
      Signature signature = signatures.create();
      signature.initSign(key);
      signature.update(data);
      return new Buffer.PlainBuffer()
          .putString(signature.getSignatureName())
          .putBytes(signature.encode(signature.sign()))
          .getCompactData();
    } catch (SSHRuntimeException e) {
      throw new IOException("the key cannot sign", e);
    }
  }
}
