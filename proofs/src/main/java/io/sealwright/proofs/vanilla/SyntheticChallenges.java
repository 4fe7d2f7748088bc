package io.sealwright.proofs.vanilla;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The fixed set of challenges of a synthetic proof (section 5.2). It depends on the replica alone,
 * so that all of it can be opened before a seed is known and the labels be dropped.
 */
final class SyntheticChallenges {
  private static final int MOST = 1 << 18;
  private static final ByteString GENERATION = ascii("filecoin.io|PoRep|1|Synthetic|1|Generation");
  private static final ByteString SELECTION = ascii("filecoin.io|PoRep|1|Synthetic|1|Selection");
  private static final byte[] NONCE =
      Arrays.copyOf("synth-porep".getBytes(StandardCharsets.US_ASCII), 12);

  private final long nodes;
  private final Bytes32 replicaId;
  private final int size;
  private final byte[] stream;

  /**
   * @param nodes leaves of the sector
   */
  SyntheticChallenges(long nodes, Bytes32 replicaId, CommR commR) {
    this(nodes, replicaId, commR, (int) Math.min(nodes, MOST));
  }

  /** A set of another size than a sector's, as the reference's tests have it. */
  SyntheticChallenges(long nodes, Bytes32 replicaId, CommR commR, int size) {
    this.nodes = nodes;
    this.replicaId = replicaId;
    this.size = size;
    this.stream =
        keystream(
            Blake2b.BYTES_32.keyed(GENERATION, bytes(replicaId), bytes(commR.value())),
            size * Bytes32.LENGTH);
  }

  int size() {
    return size;
  }

  /** The leaf at a place of the set. */
  long leaf(int place) {
    int from = place * Bytes32.LENGTH;
    return Challenges.reduced(Arrays.copyOfRange(stream, from, from + Bytes32.LENGTH), nodes);
  }

  /** The places a seed chooses. */
  List<Integer> chosenBy(Bytes32 seed, int count) {
    byte[] draws =
        keystream(
            Blake2b.BYTES_32.keyed(SELECTION, bytes(replicaId), bytes(seed)),
            count * Integer.BYTES);
    ByteBuffer numbers = ByteBuffer.wrap(draws).order(ByteOrder.LITTLE_ENDIAN);
    return IntStream.range(0, count)
        .mapToObj(_ -> Integer.remainderUnsigned(numbers.getInt(), size))
        .toList();
  }

  private static byte[] keystream(ByteString key, int bytes) {
    try {
      Cipher chacha = Cipher.getInstance("ChaCha20");
      chacha.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key.toBytes(), "ChaCha20"),
          new ChaCha20ParameterSpec(NONCE, 0));
      return chacha.doFinal(new byte[bytes]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20 is not available", e);
    }
  }

  private static ByteString bytes(Bytes32 value) {
    return ByteString.of(value.toBytes());
  }

  private static ByteString ascii(String text) {
    return ByteString.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
