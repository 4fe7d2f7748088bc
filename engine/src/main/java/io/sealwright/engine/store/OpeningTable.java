package io.sealwright.engine.store;

import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.bytes.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What C1 made of sectors that wait for C2, so that any host can prove them: 28 KB for 2 KiB, some
 * 10 MB for 32 GiB. It comes in with the result of C1 and goes when it is not needed any more.
 */
public final class OpeningTable {
  /** H2 takes a mebibyte in a field. */
  private static final int PIECE = 512 << 10;

  private final Jdbi jdbi;

  OpeningTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What was made of a sector last; empty if it waits for no proof. */
  public Optional<ByteString> find(SectorId sector) {
    List<byte[]> pieces =
        jdbi.withHandle(handle ->
            Statements.bind(
                    handle.createQuery(
                        "select bytes from opening" + Statements.OF_SECTOR + " order by seq"),
                    sector)
                .mapTo(byte[].class)
                .list());
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return Optional.of(ByteString.of(all.toByteArray()));
  }

  /** Writes it down in place of what was there. */
  static void put(Handle handle, SectorId sector, ByteString openings) {
    drop(handle, sector);
    byte[] bytes = openings.toBytes();
    for (int at = 0; at < bytes.length; at += PIECE) {
      Statements.bind(
              handle.createUpdate(
                  "insert into opening (miner, number, seq, bytes)"
                      + " values (:miner, :number, :seq, :bytes)"),
              sector)
          .bind("seq", at / PIECE)
          .bind("bytes", Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE)))
          .execute();
    }
  }

  static void drop(Handle handle, SectorId sector) {
    Statements.bind(handle.createUpdate("delete from opening" + Statements.OF_SECTOR), sector)
        .execute();
  }
}
