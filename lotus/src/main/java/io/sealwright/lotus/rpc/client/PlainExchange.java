package io.sealwright.lotus.rpc.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One request and its answer through the JDK's older HTTP client, in the thread of whoever asks.
 * The newer one passes each buffer through a selector's thread, two queues and a copy: on answers
 * of hundreds of megabytes that is most of what a command costs.
 */
record PlainExchange(URI uri, Optional<String> token, ClientSettings settings) {
  /** Room for an answer whose length is not announced; doubled as it fills. */
  private static final int FIRST_BYTES = 1 << 16;

  /** What came back; the body of a refusal, too. */
  static final class Received {
    private final int status;
    private final byte[] body;

    Received(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body;
    }
  }

  /** The answer has more bytes than a client takes. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(long limit) {
      super("the body exceeds " + limit + " bytes");
    }
  }

  /**
   * Posts a body of JSON. It is sent once: with a length announced before, the JDK never repeats.
   *
   * @throws SocketTimeoutException when the node does not answer in time
   */
  Received post(String body) throws IOException, InterruptedException {
    byte[] sent = body.getBytes(StandardCharsets.UTF_8);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) settings.connect().toMillis());
    connection.setReadTimeout((int) settings.answer().toMillis());
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(sent.length);
    connection.setRequestProperty("Content-Type", "application/json");
    token.ifPresent(text -> connection.setRequestProperty("Authorization", "Bearer " + text));
    boolean whole = false;
    try {
      connection.getOutputStream().write(sent);
      Received received = new Received(connection.getResponseCode(), body(connection));
      whole = true;
      return received;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw e;
    } finally {
      if (!whole) {
        connection.disconnect();
      }
    }
  }

  private byte[] body(HttpURLConnection connection) throws IOException {
    long announced = connection.getContentLengthLong();
    int limit = settings.maxAnswerBytes();
    if (announced > limit) {
      throw new TooLong(limit);
    }
    long deadline = System.nanoTime() + settings.answer().toNanos();
    byte[] bytes = new byte[Math.clamp(announced < 0 ? FIRST_BYTES : announced, 0, limit)];
    int size = 0;
    try (InputStream in = stream(connection)) {
      while (size != announced) {
        if (size == limit) {
          throw new TooLong(limit);
        }
        bytes = size < bytes.length ? bytes : Arrays.copyOf(bytes, Math.clamp(2L * size, 1, limit));
        int read = in.read(bytes, size, bytes.length - size);
        if (read < 0) {
          break;
        }
        size += read;
        if (System.nanoTime() - deadline > 0) {
          throw new SocketTimeoutException("the answer comes too slowly");
        }
      }
    }
    if (size < announced) {
      throw new EOFException("the answer ends too soon");
    }
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  private static InputStream stream(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST) {
      return connection.getInputStream();
    }
    InputStream refusal = connection.getErrorStream();
    return refusal == null ? InputStream.nullInputStream() : refusal;
  }
}
