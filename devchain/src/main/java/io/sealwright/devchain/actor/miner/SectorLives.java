package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_NUMBER;

import io.sealwright.devchain.actor.miner.state.DeadlineDraft;
import io.sealwright.devchain.actor.miner.state.MinerTerms;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.CompactPartitions;
import io.sealwright.protocol.actor.method.CompactSectorNumbers;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;
import java.io.IOException;

/** Making room: partitions without ended sectors, and numbers that are never used. */
public final class SectorLives {
  private static final CborCodec<SectorQuestion> SECTOR_QUESTION =
      CborTuple.of(SectorQuestion.class, SECTOR_NUMBER);

  private SectorLives() {}

  /** Parameters of CheckSectorProven. */
  public record SectorQuestion(SectorNumber sector) {}

  static void checkProven(MinerCall call) throws Abort, IOException {
    long number = call.params(SECTOR_QUESTION).sector().number();
    Refusal.NOT_FOUND.unless(
        call.draft().sectors().find(number).isPresent(), "sector %d not proven", number);
  }

  static void compactPartitions(MinerCall call) throws Abort, IOException {
    CompactPartitions params = call.params(MethodCbor.COMPACT_PARTITIONS);
    Selections.requireDeadline(params.deadline());
    call.requireController();
    Window window = call.draft().window(call.now(), params.deadline());
    Refusal.FORBIDDEN.unless(
        window.isCompactableAt(call.now()),
        "cannot compact deadline %d around its challenge window, or before %d epochs have passed"
            + " since its last one ended",
        params.deadline(),
        window.pace().disputes().epochs());
    long limit =
        Math.min(
            MinerTerms.MOST_SECTORS / call.identity().sectorsPerPartition(),
            MinerTerms.MOST_PARTITIONS);
    Refusal.ARGUMENT.unless(
        params.partitions().count() <= limit,
        "too many partitions %d, limit %d",
        params.partitions().count(),
        limit);
    DeadlineDraft deadline = call.draft().deadline(window);
    Bitfield dead = deadline.compact(call.draft().sectors(), params.partitions());
    call.draft().sectors().remove(dead);
    call.draft().put(window, deadline);
    call.save();
  }

  static void compactNumbers(MinerCall call) throws Abort, IOException {
    CompactSectorNumbers params = call.params(MethodCbor.COMPACT_SECTOR_NUMBERS);
    Refusal.ARGUMENT.unless(!params.numbers().isEmpty(), "invalid mask bitfield: no numbers");
    call.requireController();
    call.draft().allocate(params.numbers(), true);
    call.save();
  }
}
