package io.slipway.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Logs in with one identity and one attempt. (The library's own tries an RSA key with each
 * algorithm in turn, knows no agent, and asks first even where a signature costs less than a round
 * trip.)
 */
final class PublicKeyLogin extends AbstractAuthMethod {
  private final Identity identity;

  PublicKeyLogin(Identity identity) {
    super("publickey");
    this.identity = identity;
  }

  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message != Message.USERAUTH_60 || identity.local()) {
      super.handle(message, packet);
      return;
    }
    params.getTransport().write(signed()); // the host would accept the key
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    return identity.local() ? signed() : unsigned(false);
  }

  private SSHPacket unsigned(boolean signatureFollows) throws UserAuthException {
    return super.buildReq()
        .putBoolean(signatureFollows)
        .putString(identity.algorithm())
        .putBytes(identity.shown().blob());
  }

  private SSHPacket signed() throws UserAuthException {
    SSHPacket request = unsigned(true);
    byte[] data =
        new Buffer.PlainBuffer()
            .putBytes(params.getTransport().getSessionID())
            .putBuffer(request)
            .getCompactData();
    try {
      return request.putBytes(identity.signer().sign(data));
    } catch (IOException e) {
      throw new UserAuthException("%s does not sign".formatted(identity.origin()), e);
    }
  }
}
