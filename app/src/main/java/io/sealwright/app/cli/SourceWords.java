package io.sealwright.app.cli;

import io.sealwright.app.shell.FaultWords;
import io.sealwright.app.shell.Language;
import io.sealwright.engine.recovery.source.Answer;
import io.sealwright.engine.recovery.source.Conflict;
import io.sealwright.engine.recovery.source.Excuse;
import io.sealwright.engine.recovery.source.Origin;
import io.sealwright.engine.recovery.source.Party;
import io.sealwright.engine.recovery.source.Remark;
import io.sealwright.engine.recovery.source.Tried;
import io.sealwright.engine.recovery.source.Verdict;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** What the sources of sectors' facts answered, in words and as the words that scripts go by. */
record SourceWords(ResourceBundle words) {
  /** Errors and what scripts get are English in every language. */
  static final SourceWords ENGLISH = new SourceWords(Language.EN.messages());

  /** A stable word for why a source did not serve. */
  static String kind(Excuse excuse) {
    return switch (excuse) {
      case Excuse.NotInFile _ -> "not_in_file";
      case Excuse.NoBundle _ -> "no_bundle";
      case Excuse.OtherSector _, Excuse.AnsweredOther _ -> "other_sector";
      case Excuse.Unreadable _ -> "unreadable";
      case Excuse.NoRecord _ -> "no_record";
      case Excuse.BlankRecord _ -> "blank_record";
      case Excuse.BadRecord _ -> "bad_record";
      case Excuse.OfMiner _ -> "other_miner";
      case Excuse.NeverUsed _ -> "never_used";
      case Excuse.NoLongerThere _ -> "no_longer_there";
      case Excuse.NoPreCommitNeeded _ -> "no_pre_commit_needed";
      case Excuse.NoPreCommitBefore _ -> "no_pre_commit";
      case Excuse.StateNotAsked _ -> "state_not_asked";
      case Excuse.UnknownProof _ -> "unknown_proof";
      case Excuse.NoMessage _ -> "no_message";
      case Excuse.SearchBrokeOff _ -> "search_broke_off";
      case Excuse.OtherCommR _ -> "other_comm_r";
      case Excuse.NotKnownToSucceed _ -> "not_known_to_succeed";
      case Excuse.Told _ -> "told";
    };
  }

  /** A stable word for why a sector cannot be sealed again; empty if it can. */
  static Optional<String> kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Known _ -> Optional.empty();
      case Verdict.Contradiction(Conflict.Differ differ) ->
          Optional.of(differ.point().name().toLowerCase(Locale.ROOT) + "_differs");
      case Verdict.Contradiction(Conflict.DataOrZeros _) -> Optional.of("data_or_zeros");
      case Verdict.Unserved(Verdict.Lack lack) ->
          Optional.of("no_" + lack.name().toLowerCase(Locale.ROOT));
      case Verdict.Nowhere _ -> Optional.of("no_such_sector");
    };
  }

  /** A stable word for a remark. */
  static String kind(Remark remark) {
    return switch (remark) {
      case Remark.ChainNotAsked _ -> "chain_not_asked";
      case Remark.NotOnChain _ -> "not_on_chain";
      case Remark.Upgraded _ -> "upgraded";
      case Remark.PiecesUnknown _ -> "pieces_unknown";
    };
  }

  String excuse(Excuse excuse) {
    return switch (excuse) {
      case Excuse.NotInFile _ -> say("not_in_file");
      case Excuse.NoBundle(Path file) -> say("no_bundle", file);
      case Excuse.OtherSector(Path file) -> say("other_sector", file);
      case Excuse.Unreadable(DiskFault fault) -> say("unreadable", new FaultWords(words).of(fault));
      case Excuse.NoRecord _ -> say("no_record");
      case Excuse.BlankRecord _ -> say("blank_record");
      case Excuse.BadRecord bad -> badRecord(bad);
      case Excuse.AnsweredOther(SectorNumber number) -> say("answered_other", number);
      case Excuse.OfMiner(Address miner) -> say("other_miner", miner);
      case Excuse.NeverUsed _ -> say("never_used");
      case Excuse.NoLongerThere _ -> say("no_longer_there");
      case Excuse.NoPreCommitNeeded _ -> say("no_pre_commit_needed");
      case Excuse.NoPreCommitBefore(Epoch activation) -> say("no_pre_commit", activation);
      case Excuse.StateNotAsked(Epoch activation, String told) ->
          say("state_not_asked", activation, told);
      case Excuse.UnknownProof(long id) -> say("unknown_proof", id);
      case Excuse.NoMessage(Epoch from, Epoch downTo) -> say("no_message", from, downTo);
      case Excuse.SearchBrokeOff(Epoch from, Epoch downTo, String told) ->
          say("search_broke_off", from, downTo, told);
      case Excuse.OtherCommR(Cid message) -> say("other_comm_r", message);
      case Excuse.NotKnownToSucceed(Cid message) -> say("not_known_to_succeed", message);
      case Excuse.Told(String told) -> told;
    };
  }

  private String badRecord(Excuse.BadRecord bad) {
    return switch (bad) {
      case Excuse.NoTicket _ -> say("no_ticket");
      case Excuse.NoKnownProof _ -> say("no_known_proof");
      case Excuse.PieceIncomplete _ -> say("piece_incomplete");
      case Excuse.PiecesDoNotFit(SectorSize size) -> say("pieces_do_not_fit", size);
      case Excuse.PiecesDiffer _ -> say("pieces_differ");
    };
  }

  /** Why a sector cannot be sealed again; empty if it can. */
  Optional<String> reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Known _ -> Optional.empty();
      case Verdict.Contradiction(Conflict conflict) -> Optional.of(conflict(conflict));
      case Verdict.Unserved(Verdict.Lack lack) ->
          Optional.of(
              switch (lack) {
                case SOURCE -> say("no_source");
                case COMM_R -> say("no_comm_r");
              });
      case Verdict.Nowhere _ -> Optional.of(say("no_such_sector"));
    };
  }

  private String conflict(Conflict conflict) {
    return switch (conflict) {
      case Conflict.Differ(
              Conflict.Point point,
              Party one,
              String said,
              Party other,
              String otherwise) ->
          say("differ", point(point), said, party(one), otherwise, party(other));
      case Conflict.DataOrZeros(Party zeros, Party data) ->
          say("data_or_zeros", party(zeros), party(data));
    };
  }

  private String point(Conflict.Point point) {
    return switch (point) {
      case PROOF -> say("point.proof");
      case TICKET -> say("point.ticket");
      case COMM_R -> "CommR";
      case COMM_D -> "CommD";
    };
  }

  private String party(Party party) {
    return switch (party) {
      case Party.TheChain _ -> say("party.chain");
      case Origin origin -> say("party." + origin.kind().word(), origin.name());
    };
  }

  String remark(Remark remark) {
    return switch (remark) {
      case Remark.ChainNotAsked(String told) -> say("remark.chain_not_asked", told);
      case Remark.NotOnChain _ -> say("remark.not_on_chain");
      case Remark.Upgraded _ -> say("remark.upgraded");
      case Remark.PiecesUnknown(Optional<CommD> commD) ->
          commD
              .map(known -> say("remark.pieces_unknown.comm_d", known.cid()))
              .orElseGet(() -> say("remark.pieces_unknown"));
    };
  }

  /** Why a source did not serve, as one line; of one that did, that it did. */
  String line(Tried tried) {
    return switch (tried.answer()) {
      case Answer.Served _ -> served(tried.origin());
      case Answer.Absent(Excuse reason) -> line(tried.origin(), reason);
      case Answer.Failed(Excuse reason, _) -> line(tried.origin(), reason);
    };
  }

  private String line(Origin origin, Excuse excuse) {
    return say("line", party(origin), excuse(excuse));
  }

  String served(Origin origin) {
    return say("served", party(origin));
  }

  private String say(String key, Object... blanks) {
    return words.getString("recover.source." + key).formatted(blanks);
  }
}
