package io.sealwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.shell.Language;
import io.sealwright.engine.recovery.Note;
import io.sealwright.engine.recovery.Reason;
import io.sealwright.engine.recovery.Suspicion;
import io.sealwright.engine.recovery.publish.Published;
import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.recovery.space.Preflight;
import io.sealwright.engine.recovery.space.Preflight.Demand;
import io.sealwright.engine.recovery.space.Preflight.Verdict;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.porep.LabelNote;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.PaddedSize;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators read of a recovery. */
final class RecoveryWordsTest {
  private static final RecoveryWords CHINESE = new RecoveryWords(Language.ZH.messages());
  private static final CommR FOUND = new CommR(Bytes32.repeat(1));
  private static final CommR EXPECTED = new CommR(Bytes32.repeat(2));
  private static final Piece PIECE = new Piece(new PaddedSize(1024), new CommP(Bytes32.repeat(3)));
  private static final Path FILE = Path.of("/store/sealed/s-t01000-1");

  private static final List<Reason> REASONS =
      List.of(
          new Reason.PiecesUnlisted(),
          new Reason.NoFile(PIECE),
          new Reason.NoFolder(PIECE),
          new Reason.Misnamed(PIECE, FILE),
          new Reason.InUse(FILE),
          new Reason.Occupied(new Published.OtherCache(FILE)),
          new Reason.Occupied(new Published.NoPAux(FILE)),
          new Reason.Occupied(new Published.OtherCommR(FILE, FOUND, EXPECTED)),
          new Reason.Occupied(new Published.OtherLength(FILE, 5, 2048)),
          new Reason.Occupied(new Published.NoTrees(FILE)),
          mismatch(new Suspicion.OriginalDiffers()),
          mismatch(new Suspicion.WrongLabel(2, 77)),
          mismatch(new Suspicion.OtherReplica(EXPECTED)),
          mismatch(new Suspicion.OtherLayer(2)),
          new Reason.Disk(new DiskFault.Missing("/pieces/deal.car")),
          new Reason.Unexpected("java.lang.OutOfMemoryError"));

  private static final List<Note> NOTES =
      List.of(
          new Note.NotRead(),
          new Note.LacksLayers(),
          new Note.OfLabels(new LabelNote.MadeAgain(3)),
          new Note.OfLabels(
              new LabelNote.CameOutDifferently(3, Bytes32.repeat(4), Bytes32.repeat(5))),
          new Note.OfLabels(new LabelNote.BesideAnother(11)));

  private static final long GIB = 1L << 30;

  /** Temp and result on one disk, on which there is too little; and too little memory. */
  private static final Verdict.TooLittle FEW =
      (Verdict.TooLittle)
          Preflight.judge(List.of(demand("temp", true), demand("result", true)), 3 * GIB, 2 * GIB);

  private static Demand demand(String name, boolean writable) {
    return new Demand(new Place(name, Path.of("/mnt", name), "disk", GIB, writable), GIB);
  }

  @Test
  void everyReasonAndNoteIsToldInTheOperatorsLanguage() {
    assertThat(REASONS).allSatisfy(reason -> isChinese(CHINESE.reason(reason)));
    assertThat(NOTES).allSatisfy(note -> isChinese(CHINESE.note(note)));
  }

  @Test
  void factsOfAReasonAreInItsWords() {
    assertThat(CHINESE.reason(mismatch(new Suspicion.WrongLabel(2, 77))))
        .contains(FOUND.value().hex(), EXPECTED.value().hex(), "第 2 层的节点 77");
    assertThat(
            RecoveryWords.ENGLISH.reason(
                new Reason.Occupied(new Published.OtherLength(FILE, 5, 2048))))
        .isEqualTo(FILE + " is there with 5 bytes instead of 2048; move it away");
    assertThat(RecoveryWords.ENGLISH.reason(new Reason.NoFile(PIECE)))
        .contains(PIECE.commP().cid(), "1024 bytes padded");
  }

  @Test
  void aPieceThatNobodyLookedForIsNotCalledLost() {
    assertThat(RecoveryWords.ENGLISH.reason(new Reason.NoFolder(PIECE)))
        .contains("no folder of pieces was given with --pieces", PIECE.commP().cid());
    assertThat(RecoveryWords.kind(new Reason.NoFolder(PIECE))).isEqualTo("piece_missing");
  }

  @Test
  void whatTheDiskSaidStaysAsItWasSaid() {
    assertThat(CHINESE.reason(new Reason.Disk(new DiskFault.Told("/temp No space left on device"))))
        .isEqualTo("/temp No space left on device");
  }

  @Test
  void scriptsTellABadHostFromAnotherOriginal() {
    assertThat(RecoveryWords.kind(mismatch(new Suspicion.OtherLayer(1)))).isEqualTo("host_is_bad");
    assertThat(RecoveryWords.kind(mismatch(new Suspicion.OriginalDiffers())))
        .isEqualTo("original_differs");
  }

  private static Reason mismatch(Suspicion suspicion) {
    return new Reason.OtherCommR(EXPECTED, FOUND, suspicion);
  }

  private static void isChinese(String words) {
    assertThat(words).containsPattern("\\p{IsHan}").doesNotContain("%");
  }

  @Test
  void whatIsTakenAndWhatIsLackingIsToldInTheOperatorsLanguage() {
    assertThat(CHINESE.space(FEW.figures().getFirst()))
        .isEqualTo("空间：temp、result 需要 2.0 GiB，可用 1.0 GiB（/mnt/temp）");
    assertThat(CHINESE.warning(FEW))
        .contains("temp、result 需要 2.0 GiB", "需要内存 3.0 GiB，可用 2.0 GiB", "--force-space")
        .doesNotContain("%");
    Verdict denied = Preflight.judge(List.of(demand("temp", false)), 0, GIB);
    assertThat(CHINESE.warning((Verdict.TooLittle) denied)).contains("/mnt/temp 不可写");
  }

  @Test
  void inEnglishItIsWhatErrorsSay() {
    assertThat(RecoveryWords.ENGLISH.space(FEW.figures().getFirst()))
        .isEqualTo("space: temp and result 2.0 GiB of 1.0 GiB free (/mnt/temp)");
    assertThat(RecoveryWords.ENGLISH.warning(FEW))
        .isEqualTo("warning: " + String.join(", ", FEW.reasons()) + "; --force-space goes on");
  }
}
