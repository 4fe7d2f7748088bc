package io.sealwright.devchain.serve;

import io.sealwright.lotus.serving.LogLevels;
import io.sealwright.protocol.bytes.Base58;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What a server says of its process, and what it may do with it.
 *
 * @param version of the program
 * @param proofsWithheld whether the chain takes the word for a withheld proof in place of one
 * @param session stays the same while the process lives
 * @param backups the folder backups are written to, and nowhere else
 * @param shutdown asks the process to end; returns at once
 */
public record ServerFacts(
    String version,
    boolean proofsWithheld,
    UUID session,
    InstantSource clock,
    Path backups,
    LogLevels logs,
    Runnable shutdown) {
  /** What comes before an ed25519 key in the identity of a peer. */
  private static final ByteString PEER_KEY = ByteString.fromHex("002408011220");

  /**
   * The identity of a node among peers. It has none, and so it has no key either: it is drawn from
   * the node's secret, so that it stays the same.
   */
  static String peerId(byte[] secret) {
    ByteString purpose = ByteString.of("peer".getBytes(StandardCharsets.US_ASCII));
    ByteString key = Blake2b.BYTES_32.digest(purpose, ByteString.of(secret));
    return Base58.encode(join(PEER_KEY, key));
  }

  private static ByteString join(ByteString first, ByteString second) {
    byte[] joined = new byte[first.size() + second.size()];
    System.arraycopy(first.toBytes(), 0, joined, 0, first.size());
    System.arraycopy(second.toBytes(), 0, joined, first.size(), second.size());
    return ByteString.of(joined);
  }
}
