package io.sealwright.engine.life;

import io.sealwright.protocol.bytes.ByteString;
import java.nio.charset.StandardCharsets;

/** What stands for a sector where the chain wants a proof of replication. */
public sealed interface SectorProof {
  /** What a dev chain takes in the place of a SNARK begins with these words. */
  String WITHHELD_WORDS = "sealwright proof withheld";

  ByteString bytes();

  /** A proof, verified by whoever made it. */
  record Real(ByteString bytes) implements SectorProof {
    public Real {
      if (saysWithheld(bytes)) {
        throw new IllegalArgumentException("a withheld proof is not a real one");
      }
    }
  }

  /** No proof: a dev chain was told to do without. Shown wherever the sector is. */
  record Withheld(ByteString bytes) implements SectorProof {
    public Withheld {
      if (!saysWithheld(bytes)) {
        throw new IllegalArgumentException("a withheld proof says that it is one");
      }
    }
  }

  /** The proof in these bytes; those of a withheld one say so themselves. */
  static SectorProof of(ByteString bytes) {
    return saysWithheld(bytes) ? new Withheld(bytes) : new Real(bytes);
  }

  private static boolean saysWithheld(ByteString bytes) {
    ByteString words = ByteString.of(WITHHELD_WORDS.getBytes(StandardCharsets.US_ASCII));
    return bytes.size() >= words.size() && bytes.slice(0, words.size()).equals(words);
  }
}
