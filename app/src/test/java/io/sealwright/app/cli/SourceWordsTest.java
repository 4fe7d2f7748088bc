package io.sealwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.shell.Language;
import io.sealwright.engine.recovery.source.Answer;
import io.sealwright.engine.recovery.source.Conflict;
import io.sealwright.engine.recovery.source.Excuse;
import io.sealwright.engine.recovery.source.Origin;
import io.sealwright.engine.recovery.source.Party;
import io.sealwright.engine.recovery.source.Remark;
import io.sealwright.engine.recovery.source.SourceKind;
import io.sealwright.engine.recovery.source.Tried;
import io.sealwright.engine.recovery.source.Verdict;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators read of the sources of a sector's facts. */
final class SourceWordsTest {
  private static final SourceWords CHINESE = new SourceWords(Language.ZH.messages());
  private static final Path FILE = Path.of("/store/cache/s-t01000-1/sealwright-recovery.json");
  private static final Cid MESSAGE =
      Cid.parse("bafy2bzaceaiwlypf4ddyintnqzvfvgmns7lkfsi5pgpoxie726zg2kr54qyrg");
  private static final Party CHAIN = new Party.TheChain();
  private static final CommD COMM_D = new CommD(Bytes32.repeat(3));

  private static final List<Excuse> EXCUSES =
      List.of(
          new Excuse.NotInFile(),
          new Excuse.NoBundle(FILE),
          new Excuse.OtherSector(FILE),
          new Excuse.Unreadable(new DiskFault.Denied(FILE.toString())),
          new Excuse.NoRecord(),
          new Excuse.BlankRecord(),
          new Excuse.NoTicket(),
          new Excuse.NoKnownProof(),
          new Excuse.PieceIncomplete(),
          new Excuse.PiecesDoNotFit(SectorSize.KIB_2),
          new Excuse.PiecesDiffer(),
          new Excuse.AnsweredOther(new SectorNumber(5)),
          new Excuse.OfMiner(Address.of(new MinerId(1001))),
          new Excuse.NeverUsed(),
          new Excuse.NoLongerThere(),
          new Excuse.NoPreCommitNeeded(),
          new Excuse.NoPreCommitBefore(new Epoch(954)),
          new Excuse.StateNotAsked(new Epoch(954), "block not found"),
          new Excuse.UnknownProof(77),
          new Excuse.NoMessage(new Epoch(954), new Epoch(100)),
          new Excuse.SearchBrokeOff(new Epoch(954), new Epoch(100), "block not found"),
          new Excuse.OtherCommR(MESSAGE),
          new Excuse.NotKnownToSucceed(MESSAGE));

  private static final List<Remark> REMARKS =
      List.of(
          new Remark.ChainNotAsked("the node is down"),
          new Remark.NotOnChain(),
          new Remark.Upgraded(),
          new Remark.PiecesUnknown(Optional.empty()),
          new Remark.PiecesUnknown(Optional.of(COMM_D)));

  @Test
  void everyExcuseAndRemarkIsToldInTheOperatorsLanguage() {
    assertThat(EXCUSES).allSatisfy(excuse -> isChinese(CHINESE.excuse(excuse)));
    assertThat(REMARKS).allSatisfy(remark -> isChinese(CHINESE.remark(remark)));
  }

  @Test
  void everyReasonWhyASectorIsNotKnownIsToldInTheOperatorsLanguage() {
    Stream<Verdict> unknown =
        Stream.of(
            new Verdict.Unserved(Verdict.Lack.SOURCE),
            new Verdict.Unserved(Verdict.Lack.COMM_R),
            new Verdict.Nowhere(),
            new Verdict.Contradiction(new Conflict.DataOrZeros(origin(SourceKind.MINER), CHAIN)));
    assertThat(unknown)
        .allSatisfy(verdict -> {
          isChinese(CHINESE.reason(verdict).orElseThrow());
          assertThat(SourceWords.kind(verdict).orElseThrow()).matches("[a-z_]+");
        });
  }

  @ParameterizedTest
  @EnumSource
  void whoDiffersInWhatIsToldWithBothValues(Conflict.Point point) {
    Verdict verdict =
        new Verdict.Contradiction(
            new Conflict.Differ(point, CHAIN, "one", origin(SourceKind.BACKUP), "another"));
    String told = CHINESE.reason(verdict).orElseThrow();
    isChinese(told);
    assertThat(told).contains("one（据链）", "another（据备份 X）");
  }

  @ParameterizedTest
  @EnumSource
  void everySourceIsNamedInTheOperatorsLanguage(SourceKind kind) {
    Tried silent =
        new Tried(origin(kind), new Answer.Failed(new Excuse.Told("connection refused"), true));
    isChinese(CHINESE.line(silent));
    assertThat(CHINESE.line(silent)).endsWith("：connection refused");
    isChinese(CHINESE.served(origin(kind)));
  }

  @Test
  void scriptsAndErrorsGetEnglish() {
    assertThat(
            FindingFacts.reason(
                new Verdict.Contradiction(
                    new Conflict.Differ(
                        Conflict.Point.COMM_R,
                        CHAIN,
                        "one",
                        origin(SourceKind.METADATA_FILE),
                        "another"))))
        .contains("its CommR is one by the chain and another by the metadata file X");
    assertThat(SourceWords.ENGLISH.excuse(new Excuse.NoMessage(new Epoch(954), new Epoch(100))))
        .isEqualTo("no message pre-commits it from epoch 954 down to 100");
    assertThat(SourceWords.ENGLISH.remark(new Remark.PiecesUnknown(Optional.of(COMM_D))))
        .startsWith("it has data with CommD " + COMM_D.cid() + ", and no source knows");
  }

  private static Origin origin(SourceKind kind) {
    return new Origin(kind, "X");
  }

  private static void isChinese(String words) {
    assertThat(words).containsPattern("\\p{IsHan}").doesNotContain("%");
  }
}
