package io.sealwright.proofs.porep;

import io.sealwright.proofs.file.PositionedFile;
import io.sealwright.proofs.poseidon.Poseidon;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** The two roots a replica's commitment is made of, and the 64-byte file that keeps them. */
public record PAux(Bytes32 commC, Bytes32 commRLast) {
  /** Length of the file: two roots. */
  public static final int BYTES = 2 * Bytes32.LENGTH;

  /** Reads a {@code p_aux} file; any other length than 64 bytes is an error. */
  public static PAux read(Path file) throws IOException {
    byte[] bytes = PositionedFile.whole(file, BYTES);
    return new PAux(
        Bytes32.of(Arrays.copyOf(bytes, Bytes32.LENGTH)),
        Bytes32.of(Arrays.copyOfRange(bytes, Bytes32.LENGTH, BYTES)));
  }

  /** CommR = P₂(comm_c, comm_r_last), section 4.4. */
  public CommR commR() {
    return new CommR(Poseidon.ofArity(2).hash(commC, commRLast));
  }

  /** The file's content. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).put(commC.toBytes()).put(commRLast.toBytes()).array();
  }
}
