package io.slipway.ssh;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bytes below one SSH connection, over TCP or through a bastion. It knows when something last
 * came and since when somebody is stuck in sending, and closing it frees everybody at once, which
 * the library's own way to disconnect does not.
 */
final class Wire extends Socket {
  private final Line line;
  private final InputStream in;
  private final OutputStream out;
  private volatile long lastRead = System.nanoTime();
  private final LongAdder bytes = new LongAdder();
  private volatile long writingSince;
  private volatile boolean writing;
  private volatile boolean ended;
  private volatile boolean hungUp;

  /** What carries the bytes. */
  interface Line {
    InputStream in() throws IOException;

    OutputStream out() throws IOException;

    void limitReads(int millis) throws SocketException;

    /** Frees all who read or write; must not block. */
    void cut() throws IOException;
  }

  Wire(Line line) throws IOException {
    this.line = line;
    this.in = new Reading(line.in());
    this.out = new Writing(line.out());
  }

  static Wire over(Socket socket) throws IOException {
    return new Wire(
        new Line() {
          @Override
          public InputStream in() throws IOException {
            return socket.getInputStream();
          }

          @Override
          public OutputStream out() throws IOException {
            return socket.getOutputStream();
          }

          @Override
          public void limitReads(int millis) throws SocketException {
            socket.setSoTimeout(millis);
          }

          @Override
          public void cut() throws IOException {
            socket.close();
          }
        });
  }

  /** Whether the other side, the network or we have ended it. */
  boolean ended() {
    return ended;
  }

  /** Whether it was not we who ended it. */
  boolean hungUp() {
    return hungUp;
  }

  long bytes() {
    return bytes.sum();
  }

  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastRead);
  }

  /** How long somebody has been stuck in sending; zero when nobody is. */
  Duration stuck() {
    return writing ? Duration.ofNanos(System.nanoTime() - writingSince) : Duration.ZERO;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return ended;
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    line.limitReads(millis);
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress(); // the library only prints it
  }

  @Override
  public void close() throws IOException {
    ended = true;
    line.cut();
  }

  private void endedByThem() {
    hungUp |= !ended;
    ended = true;
  }

  private final class Reading extends FilterInputStream {
    Reading(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int count = super.read(target, offset, length);
        if (count < 0) {
          endedByThem();
        } else {
          lastRead = System.nanoTime();
          bytes.add(count);
        }
        return count;
      } catch (SocketTimeoutException silence) {
        throw silence;
      } catch (IOException e) {
        endedByThem();
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      Wire.this.close();
    }
  }

  private final class Writing extends FilterOutputStream {
    Writing(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      writingSince = System.nanoTime();
      writing = true;
      try {
        out.write(source, offset, length);
        bytes.add(length);
      } catch (IOException e) {
        endedByThem();
        throw e;
      } finally {
        writing = false;
      }
    }

    @Override
    public void close() throws IOException {
      Wire.this.close();
    }
  }
}
