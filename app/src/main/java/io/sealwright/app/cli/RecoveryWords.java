package io.sealwright.app.cli;

import io.sealwright.app.shell.FaultWords;
import io.sealwright.app.shell.Language;
import io.sealwright.engine.recovery.Note;
import io.sealwright.engine.recovery.Reason;
import io.sealwright.engine.recovery.Suspicion;
import io.sealwright.engine.recovery.publish.Published;
import io.sealwright.engine.recovery.space.Bytes;
import io.sealwright.engine.recovery.space.Preflight.Figure;
import io.sealwright.engine.recovery.space.Preflight.Lack;
import io.sealwright.engine.recovery.space.Preflight.Verdict;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.porep.LabelNote;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** What a recovery reports of a sector, in words and as the words that scripts go by. */
record RecoveryWords(ResourceBundle words) {
  /** Errors and what scripts get are English in every language. */
  static final RecoveryWords ENGLISH = new RecoveryWords(Language.EN.messages());

  /** A stable word for a reason. */
  static String kind(Reason reason) {
    return switch (reason) {
      case Reason.PiecesUnlisted _ -> "pieces_unlisted";
      case Reason.NoFile _, Reason.NoFolder _ -> "piece_missing";
      case Reason.Misnamed _ -> "piece_misnamed";
      case Reason.InUse _ -> "in_use";
      case Reason.Occupied _ -> "occupied";
      case Reason.OtherCommR(_, _, Suspicion suspicion) ->
          switch (suspicion) {
            case Suspicion.HostIsBad _ -> "host_is_bad";
            case Suspicion.OriginalDiffers _ -> "original_differs";
          };
      case Reason.Disk _ -> "disk";
      case Reason.Unexpected _ -> "unexpected";
    };
  }

  /** A stable word for a note. */
  static String kind(Note note) {
    return switch (note) {
      case Note.NotRead _ -> "not_read";
      case Note.LacksLayers _ -> "lacks_layers";
      case Note.OfLabels(LabelNote labels) ->
          switch (labels) {
            case LabelNote.MadeAgain _ -> "layer_made_again";
            case LabelNote.CameOutDifferently _ -> "layer_came_out_differently";
            case LabelNote.BesideAnother _ -> "labelled_beside_another";
          };
    };
  }

  String reason(Reason reason) {
    return switch (reason) {
      case Reason.PiecesUnlisted _ -> say("recover.pieces_unlisted");
      case Reason.NoFile(Piece piece) ->
          say("recover.piece_missing", piece.commP().cid(), piece.size().bytes());
      case Reason.NoFolder(Piece piece) ->
          say("recover.no_pieces_folder", piece.commP().cid(), piece.size().bytes());
      case Reason.Misnamed(Piece piece, Path file) ->
          say("recover.piece_misnamed", file, piece.size().bytes());
      case Reason.InUse(Path folder) -> say("recover.in_use", folder);
      case Reason.Occupied(Published.Foreign by) -> occupied(by);
      case Reason.OtherCommR(CommR expected, CommR found, Suspicion suspicion) ->
          say("recover.other_comm_r", found.value(), expected.value(), suspicion(suspicion));
      case Reason.Disk(DiskFault fault) -> new FaultWords(words).of(fault);
      case Reason.Unexpected(String told) -> say("recover.unexpected", told);
    };
  }

  private String occupied(Published.Foreign by) {
    return switch (by) {
      case Published.OtherCache(Path folder) -> say("recover.occupied.cache", folder);
      case Published.NoPAux(Path sealed) -> say("recover.occupied.no_p_aux", sealed);
      case Published.OtherCommR(Path sealed, CommR found, CommR expected) ->
          say("recover.occupied.comm_r", sealed, found.value(), expected.value());
      case Published.OtherLength(Path sealed, long found, long expected) ->
          say("recover.occupied.length", sealed, found, expected);
      case Published.NoTrees(Path folder) -> say("recover.occupied.no_trees", folder);
    };
  }

  private String suspicion(Suspicion suspicion) {
    return switch (suspicion) {
      case Suspicion.OriginalDiffers _ -> say("recover.original_differs");
      case Suspicion.WrongLabel(int layer, long node) ->
          say("recover.host_is_bad", say("recover.evidence.label", layer, node));
      case Suspicion.OtherReplica(CommR second) ->
          say("recover.host_is_bad", say("recover.evidence.replica", second.value()));
      case Suspicion.OtherLayer(int layer) ->
          say("recover.host_is_bad", say("recover.evidence.layer", layer));
    };
  }

  String note(Note note) {
    return switch (note) {
      case Note.NotRead _ -> say("recover.note.not_read");
      case Note.LacksLayers _ -> say("recover.note.lacks_layers");
      case Note.OfLabels(LabelNote labels) ->
          switch (labels) {
            case LabelNote.MadeAgain(int layer) -> say("recover.note.made_again", layer);
            case LabelNote.CameOutDifferently(int layer, Bytes32 before, Bytes32 now) ->
                say("recover.note.came_out_differently", layer, before, now);
            case LabelNote.BesideAnother(int layers) -> say("recover.note.beside_another", layers);
          };
    };
  }

  /** A line on what a disk is to hold. */
  String space(Figure figure) {
    return say("recover.space.line", figure(figure));
  }

  /** A line on what is gone without, as the operator wants it. */
  String warning(Verdict.TooLittle few) {
    return say(
        "recover.space.warning",
        few.lacks().stream()
            .map(this::of)
            .collect(Collectors.joining(say("recover.space.between_reasons"))));
  }

  private String of(Lack lack) {
    return switch (lack) {
      case Lack.Access(Path folder) -> say("recover.space.access", folder);
      case Lack.Room(Figure figure) -> say("recover.space.room", figure(figure));
      case Lack.OfMemory(long needed, long there) ->
          say("recover.space.memory", Bytes.words(needed), Bytes.words(there));
    };
  }

  private String figure(Figure figure) {
    return say(
        "recover.space.figure",
        String.join(say("recover.space.between_names"), figure.names()),
        Bytes.words(figure.needed()),
        Bytes.words(figure.place().free()),
        figure.place().folder());
  }

  private String say(String key, Object... blanks) {
    return words.getString(key).formatted(blanks);
  }
}
