package io.slipway.ssh;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * Asks an ssh-agent for its keys and for signatures. Each question has a connection of its own, and
 * a limit: an agent may wait for a person who is not there.
 */
final class SshAgent {
  private static final byte REQUEST_IDENTITIES = 11;
  private static final byte IDENTITIES_ANSWER = 12;
  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;
  private static final int RSA_SHA2_512 = 4;
  private static final int LONGEST_ANSWER = 256 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final Path socket;
  private final Watchdog watchdog;

  SshAgent(Path socket, Watchdog watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  List<Identity> identities() throws IOException {
    Buffer.PlainBuffer answer =
        ask(new Buffer.PlainBuffer().putByte(REQUEST_IDENTITIES), IDENTITIES_ANSWER);
    List<Identity> found = new ArrayList<>();
    long count = answer.readUInt32();
    for (long i = 0; i < count; i++) {
      WireKey key = WireKey.of(answer.readBytes());
      String comment = answer.readString();
      found.add(new Identity(key, "the agent's key " + comment, false, data -> sign(key, data)));
    }
    return found;
  }

  private byte[] sign(WireKey key, byte[] data) throws IOException {
    boolean rsa = key.type().startsWith("ssh-rsa");
    Buffer.PlainBuffer request =
        new Buffer.PlainBuffer()
            .putByte(SIGN_REQUEST)
            .putBytes(key.blob())
            .putBytes(data)
            .putUInt32(rsa ? RSA_SHA2_512 : 0);
    return ask(request, SIGN_RESPONSE).readBytes();
  }

  private Buffer.PlainBuffer ask(Buffer.PlainBuffer request, byte expected) throws IOException {
    byte[] body = request.getCompactData();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      Watchdog.Timer limit = watchdog.closeAfter(LIMIT, channel);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + body.length);
        bytes.putInt(body.length).put(body).flip();
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        return read(new DataInputStream(Channels.newInputStream(channel)), expected);
      } finally {
        limit.cancel();
      }
    }
  }

  private static Buffer.PlainBuffer read(DataInputStream in, byte expected) throws IOException {
    int length = in.readInt();
    if (length < 1 || length > LONGEST_ANSWER) {
      throw new IOException("the agent sent an answer of %d bytes".formatted(length));
    }
    byte[] answer = new byte[length];
    in.readFully(answer);
    if (answer[0] != expected) {
      throw new EOFException("the agent declined");
    }
    Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(answer);
    buffer.readByte();
    return buffer;
  }
}
