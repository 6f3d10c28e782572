package io.slipway.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A way through a bastion: a channel of its connection. */
record Tunnel(DirectConnection channel, Executor threads) implements Wire.Line {
  private static final Logger logger = LoggerFactory.getLogger(Tunnel.class);

  @Override
  public InputStream in() {
    return channel.getInputStream();
  }

  @Override
  public OutputStream out() {
    return channel.getOutputStream();
  }

  @Override
  public void limitReads(int millis) {
    // A channel knows no such limit; the deadline of the whole login cuts it.
  }

  @Override
  public void cut() throws IOException {
    channel.getInputStream().close(); // frees readers at once; what follows talks to the bastion
    threads.execute(this::closeChannel);
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      logger.debug("closing a tunnel failed", e);
    }
  }
}
