package io.sealwright.engine.recovery.pieces;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells how many bytes were read so far. */
public final class CountedStream extends FilterInputStream {
  private final LongConsumer readSoFar;
  private long count;

  public CountedStream(InputStream in, LongConsumer readSoFar) {
    super(in);
    this.readSoFar = readSoFar;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = super.read(buffer, offset, length);
    count(Math.max(0, got));
    return got;
  }

  private void count(int bytes) {
    count += bytes;
    readSoFar.accept(count);
  }
}
