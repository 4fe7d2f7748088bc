package io.sealwright.lotus.rpc.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** Reads bodies of requests within the limits, so that memory is bounded whatever is sent. */
final class HttpBody {
  /** Slower bodies, in bytes a second, are cut off once patience is over as well. */
  private static final long MIN_RATE = 16 << 10;

  private static final int CHUNK = 16 << 10;

  private final ServerSettings settings;
  private final Semaphore largeBodies;

  HttpBody(ServerSettings settings) {
    this.settings = settings;
    this.largeBodies = new Semaphore(settings.largeBodies());
  }

  /** A body, or why there is none. */
  sealed interface Outcome {
    record Read(String text) implements Outcome {}

    record TooLong() implements Outcome {}

    record TooSlow() implements Outcome {}

    /** Too many large bodies are being read. */
    record Busy() implements Outcome {}
  }

  Outcome read(InputStream in) throws IOException {
    Reading reading = new Reading(in);
    try {
      return reading.outcome();
    } finally {
      reading.end();
    }
  }

  /** One body on its way in. */
  private final class Reading {
    private final InputStream in;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final long begun = System.nanoTime();
    private boolean large;

    Reading(InputStream in) {
      this.in = in;
    }

    Outcome outcome() throws IOException {
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (body.size() + n > settings.maxRequestBytes()) {
          return new Outcome.TooLong();
        }
        body.writeBytes(n == CHUNK ? chunk : Arrays.copyOf(chunk, n));
        if (!large && body.size() > ServerSettings.LARGE_BODY) {
          large = largeBodies.tryAcquire();
          if (!large) {
            return new Outcome.Busy();
          }
        }
        if (isTooSlow()) {
          return new Outcome.TooSlow();
        }
      }
      return new Outcome.Read(body.toString(StandardCharsets.UTF_8));
    }

    void end() {
      if (large) {
        largeBodies.release();
      }
    }

    private boolean isTooSlow() {
      Duration granted = settings.patience().plusSeconds(body.size() / MIN_RATE);
      return System.nanoTime() - begun > granted.toNanos();
    }
  }
}
