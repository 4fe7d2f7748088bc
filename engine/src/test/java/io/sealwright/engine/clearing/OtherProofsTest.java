package io.sealwright.engine.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborWriter;
import org.junit.jupiter.api.Test;

/** The sectors of calls whose parameters are laid out as the built-in actors' are. */
final class OtherProofsTest {

  /** Sealing number, sealer, CommR, sector, epoch of the ticket, expiration. */
  @Test
  void aNonInteractiveProofNamesItsSectorsFourth() throws Exception {
    CborWriter out = new CborWriter();
    out.array(6);
    out.array(2);
    for (long sector : new long[] {41, 43}) {
      out.array(6);
      out.unsigned(sector);
      out.unsigned(1000);
      out.bytes(ByteString.of(new byte[39]));
      out.unsigned(sector);
      out.signed(-375);
      out.signed(1_500_000);
    }
    assertThat(OtherProofs.sectors(MinerMethod.PROVE_COMMIT_SECTORS_NI, written(out)))
        .containsExactly(new SectorNumber(41), new SectorNumber(43));
  }

  /** Sector, deadline, partition, CommR, pieces. */
  @Test
  void aReplicaUpdateNamesItsSectorFirst() throws Exception {
    CborWriter out = new CborWriter();
    out.array(7);
    out.array(1);
    out.array(5);
    out.unsigned(43);
    out.unsigned(7);
    out.unsigned(1);
    out.bytes(ByteString.of(new byte[39]));
    out.array(0);
    assertThat(OtherProofs.sectors(MinerMethod.PROVE_REPLICA_UPDATES_3, written(out)))
        .containsExactly(new SectorNumber(43));
  }

  @Test
  void whatIsNoListOfTuplesIsNotRead() {
    CborWriter out = new CborWriter();
    out.unsigned(43);
    assertThatThrownBy(() -> OtherProofs.sectors(MinerMethod.PROVE_REPLICA_UPDATES_3, written(out)))
        .isInstanceOf(CborException.class);
  }

  private static ByteString written(CborWriter out) {
    return ByteString.of(out.toBytes());
  }
}
