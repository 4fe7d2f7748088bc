package io.sealwright.engine.recovery.source;

import io.sealwright.proofs.file.DiskFault;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.nio.file.Path;

/** Why a source did not serve. */
public sealed interface Excuse {
  /** A file or a backup does not have the sector. */
  record NotInFile() implements Excuse {}

  /** Sealing left nothing beside the sector. */
  record NoBundle(Path file) implements Excuse {}

  /** What lies beside the sector is of another one. */
  record OtherSector(Path file) implements Excuse {}

  /** What lies beside the sector cannot be read. */
  record Unreadable(DiskFault fault) implements Excuse {}

  /** The miner's database has nothing of the sector. */
  record NoRecord() implements Excuse {}

  /** The miner's database has a record that a call with a number nobody used has made. */
  record BlankRecord() implements Excuse {}

  /** A record that no sector can be sealed from. */
  sealed interface BadRecord extends Excuse {}

  record NoTicket() implements BadRecord {}

  record NoKnownProof() implements BadRecord {}

  /** A piece is listed without a size or commitment. */
  record PieceIncomplete() implements BadRecord {}

  record PiecesDoNotFit(SectorSize size) implements BadRecord {}

  /** The pieces listed do not give the CommD beside them. */
  record PiecesDiffer() implements BadRecord {}

  /** It answered about another sector than was asked for. */
  record AnsweredOther(SectorNumber number) implements Excuse {}

  /** It is another miner's. */
  record OfMiner(Address miner) implements Excuse {}

  /** The number was never given to a sector. */
  record NeverUsed() implements Excuse {}

  /** The number was used, and the chain has neither the sector nor a promise of it now. */
  record NoLongerThere() implements Excuse {}

  /** It was sealed with a non-interactive proof, for which nothing is promised first. */
  record NoPreCommitNeeded() implements Excuse {}

  /** The state before the sector was proven has no promise of it. */
  record NoPreCommitBefore(Epoch activation) implements Excuse {}

  /** The state before the sector was proven could not be asked, in the words of the node. */
  record StateNotAsked(Epoch activation, String words) implements Excuse {}

  /** It is promised with a seal proof that is not known, by its number. */
  record UnknownProof(long id) implements Excuse {}

  /** No message promises it, searched from an epoch down to an earlier one. */
  record NoMessage(Epoch from, Epoch downTo) implements Excuse {}

  /** Not all messages could be searched, in the words of the node. */
  record SearchBrokeOff(Epoch from, Epoch downTo, String words) implements Excuse {}

  /** A message promises it with another CommR than the chain's. */
  record OtherCommR(Cid message) implements Excuse {}

  /** A message promises it, and nothing says that it did what it should. */
  record NotKnownToSucceed(Cid message) implements Excuse {}

  /** What the source itself said, or whoever read it. */
  record Told(String words) implements Excuse {}
}
