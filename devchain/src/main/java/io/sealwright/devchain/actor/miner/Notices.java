package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.actor.miner.MinerCbor.PIECE;
import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_NUMBER;
import static io.sealwright.protocol.cbor.CborCodecs.BOOL;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.ProveCommitSectors.Activation;
import io.sealwright.protocol.actor.method.ProveCommitSectors.Notice;
import io.sealwright.protocol.actor.method.ProveCommitSectors.Piece;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Telling actors, such as the market, of data that has come into a sector. */
public final class Notices {
  /** SectorContentChanged, by the hash of its name. */
  private static final MethodNumber CONTENT_CHANGED = new MethodNumber(2_034_386_435L);

  private static final CborCodec<List<SectorChange>> CHANGES =
      CborTuple.of(
              SectorChange.class,
              SECTOR_NUMBER,
              EPOCH,
              CborTuple.of(
                      PieceChange.class,
                      PIECE,
                      UNSIGNED.as(PaddedSize::new, PaddedSize::bytes),
                      BYTES)
                  .list(MAX_ITEMS))
          .list(MAX_ITEMS);

  private static final CborCodec<List<List<Boolean>>> ANSWER =
      BOOL.list(MAX_ITEMS).list(MAX_ITEMS);

  private Notices() {}

  /** What came into a sector, until when at least. */
  public record SectorChange(SectorNumber sector, Epoch until, List<PieceChange> added) {
    public SectorChange {
      added = List.copyOf(added);
    }
  }

  /** A piece, and what its receiver knows it by. */
  public record PieceChange(CommP data, PaddedSize size, ByteString payload) {}

  /** A sector that was activated, and when it ends. */
  record Activated(Activation activation, Epoch end) {}

  /** Tells whoever is to be told; that all agree may be required. */
  static void send(Runtime runtime, List<Activated> activated, boolean required)
      throws Abort, IOException {
    for (var entry : byReceiver(activated).entrySet()) {
      try {
        tell(runtime, entry.getKey(), entry.getValue());
      } catch (Abort e) {
        if (required) {
          throw e;
        }
      }
    }
  }

  private static NavigableMap<Address, List<SectorChange>> byReceiver(List<Activated> activated) {
    NavigableMap<Address, List<SectorChange>> changes = new TreeMap<>();
    for (Activated sector : activated) {
      NavigableMap<Address, List<PieceChange>> pieces = new TreeMap<>();
      for (Piece piece : sector.activation.pieces()) {
        for (Notice notice : piece.notices()) {
          pieces
              .computeIfAbsent(notice.to(), _ -> new ArrayList<>())
              .add(new PieceChange(piece.piece(), piece.size(), notice.payload()));
        }
      }
      pieces.forEach(
          (receiver, added) ->
              changes
                  .computeIfAbsent(receiver, _ -> new ArrayList<>())
                  .add(new SectorChange(sector.activation.sector(), sector.end, added)));
    }
    return changes;
  }

  private static void tell(Runtime runtime, Address receiver, List<SectorChange> changes)
      throws Abort, IOException {
    ByteString answer;
    try {
      answer =
          runtime.send(
              receiver, CONTENT_CHANGED, Neighbours.encode(CHANGES, changes), TokenAmount.ZERO);
    } catch (Abort e) {
      throw Refusal.NOTICE_ABORTED.because("%s aborted: %s", receiver, e.getMessage());
    }
    List<List<Boolean>> accepted = read(receiver, answer);
    List<Integer> asked = changes.stream().map(change -> change.added().size()).toList();
    Refusal.NOTICE_UNREADABLE.unless(
        accepted.stream().map(List::size).toList().equals(asked),
        "%s answered for other pieces than it was told of",
        receiver);
    Refusal.NOTICE_REJECTED.unless(
        accepted.stream().flatMap(List::stream).allMatch(Boolean::booleanValue),
        "sector change rejected by %s",
        receiver);
  }

  private static List<List<Boolean>> read(Address receiver, ByteString answer) throws Abort {
    try {
      return ANSWER.decode(answer.toBytes());
    } catch (CborException e) {
      throw Refusal.NOTICE_UNREADABLE.because("%s: %s", receiver, e.getMessage());
    }
  }
}
