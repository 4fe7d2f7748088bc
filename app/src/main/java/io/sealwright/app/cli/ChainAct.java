package io.sealwright.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.app.cli.demo.Telling;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.recovery.FirstSealing;
import io.sealwright.engine.recovery.Folders;
import io.sealwright.engine.recovery.Outcome;
import io.sealwright.engine.recovery.RecoveryRun;
import io.sealwright.engine.recovery.RefusedException;
import io.sealwright.engine.recovery.SealRequest;
import io.sealwright.engine.recovery.SectorReport;
import io.sealwright.engine.recovery.Site;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.metadata.MetadataException;
import io.sealwright.engine.recovery.metadata.MetadataFile;
import io.sealwright.engine.recovery.metadata.RecoveryMetadata;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.source.ChainView;
import io.sealwright.engine.recovery.source.Finding;
import io.sealwright.engine.recovery.source.SearchWatcher;
import io.sealwright.engine.recovery.source.SectorSearch;
import io.sealwright.engine.recovery.source.Verdict;
import io.sealwright.engine.recovery.space.Memory;
import io.sealwright.engine.sending.Landing;
import io.sealwright.engine.sending.PlanOutdated;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.engine.sending.Sending;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.PreCommitSectors;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The second half of the demonstration, on a chain: a sector is sealed with the chain's own
 * randomness and promised to it, is lost, and comes back from what the chain knows of it.
 */
final class ChainAct {
  private static final MinerId MINER = new MinerId(1000);
  private static final SectorId SECTOR = new SectorId(MINER, new SectorNumber(44));
  private static final TokenAmount MOST_FEE = TokenAmount.of(1, FilUnit.FIL);

  /** 220 days: more than the shortest life and the time its proof may take. */
  private static final EpochSpan LIFE = new EpochSpan(220L * 2880);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FullNode node;
  private final Path folder;
  private final Folders folders;
  private final Site site;
  private final Telling words;

  ChainAct(FullNode node, Path folder, Site site, Telling words) {
    this.node = node;
    this.folder = folder;
    this.folders = new Folders(folder.resolve("sector"), folder.resolve("temp"));
    this.site = site;
    this.words = words;
  }

  /** Every step is one an operator takes too; only the order of disasters is chosen. */
  void run()
      throws IOException, InterruptedException, RpcException, RefusedException, CommandFailure {
    ChainView chain = view();
    Epoch drawn = chain.head().height();
    SealOrder order =
        new SealOrder(
            new SealProof(SealFamily.V1_1, chain.sectorSize()), SECTOR, chain.ticket(drawn));
    CommR sealed = seal(order, drawn);
    preCommit(
        new SectorPreCommit(
            order.proof().number(),
            SECTOR.number(),
            sealed,
            drawn,
            List.of(),
            drawn.plus(LIFE),
            Optional.empty()));
    lose();
    recover(export());
    judge();
  }

  private ChainView view() throws RpcException, InterruptedException {
    return ChainView.open(node.client(), "127.0.0.1", node.letter(), MINER);
  }

  private CommR seal(SealOrder order, Epoch drawn)
      throws IOException, InterruptedException, RefusedException {
    words.say("demo.chain.seal", SECTOR, order.proof().size(), drawn);
    SealRequest request = new SealRequest(order, List.of(), List.of(), Keep.COMMIT);
    CommR commR = new FirstSealing(site, folders, request).run(Memory.available()).sector().commR();
    words.say("demo.chain.sealed", commR.cid());
    return commR;
  }

  /** Promises the sector to the chain, with the deposit that it asks for. */
  private void preCommit(SectorPreCommit promise)
      throws RpcException, InterruptedException, CommandFailure {
    Address miner = Address.of(MINER);
    TokenAmount deposit =
        node.ask(node.api().miner().preCommitDepositForPower().ask(miner, promise, TipsetKey.HEAD));
    byte[] params = MethodCbor.PRE_COMMIT_SECTORS.encode(new PreCommitSectors(List.of(promise)));
    Sending.Wish wish =
        new Sending.Wish(
            worker(miner),
            miner,
            deposit,
            MinerMethod.PRE_COMMIT_SECTOR_BATCH_2.number(),
            ByteString.of(params));
    Cid message = send(wish);
    words.say("demo.chain.sent", message, deposit);
    Landing landing = new Landing(node, InstantSource.system(), Pause.REAL);
    MessageLookup landed =
        landing
            .await(message, 1, PATIENCE, _ -> {})
            .filter(lookup -> lookup.receipt().exitCode().isOk())
            .orElseThrow(() -> unexpected("the pre-commit " + message + " did not succeed"));
    words.say("demo.chain.landed", landed.height());
  }

  private Address worker(Address miner) throws RpcException, InterruptedException {
    Address worker = node.ask(node.api().miner().identity().ask(miner, TipsetKey.HEAD)).worker();
    return node.ask(node.api().state().accountKey().ask(worker, TipsetKey.HEAD));
  }

  private Cid send(Sending.Wish wish) throws RpcException, InterruptedException, CommandFailure {
    Sending sending = new Sending(node);
    try {
      return sending.send(sending.plan(wish, MOST_FEE)).cid();
    } catch (SendRefused | PlanOutdated e) {
      throw unexpected("the pre-commit was not sent: " + e.getMessage()).because(e);
    }
  }

  /** Nothing of the sector is left, not even what sealing noted beside it. */
  private void lose() throws IOException {
    Scratch.discardFolder(folders.result());
    words.say("demo.chain.lost", folders.result());
  }

  private Path export() throws IOException, RpcException, InterruptedException, CommandFailure {
    Finding finding =
        SectorSearch.with(view(), List.of(), new EpochSpan(0))
            .find(List.of(SECTOR.number()), SearchWatcher.silent())
            .getFirst();
    if (!(finding.verdict() instanceof Verdict.Known(KnownSector sector, var source, _))) {
      throw unexpected("the chain does not know " + SECTOR + ": " + finding.verdict());
    }
    Path file = folder.resolve("sectors-recovery-" + MINER + ".json");
    RecoveryMetadata metadata = new RecoveryMetadata(MINER, sector.size(), List.of(sector));
    Durable.write(file, MetadataFile.encode(metadata).getBytes(UTF_8));
    words.say("demo.chain.exported", words.word("report.value." + source.kind().word()), file);
    return file;
  }

  private void recover(Path metadata) throws IOException, InterruptedException, CommandFailure {
    words.say("demo.chain.recover");
    List<KnownSector> known;
    try {
      known = MetadataFile.read(metadata).sectors();
    } catch (MetadataException e) {
      throw unexpected(e.reason()).because(e);
    }
    RecoveryRun run = new RecoveryRun(site, folders, 1);
    SectorReport report = run.run(run.plan(known, Keep.PROVING, FoundPieces.none())).getFirst();
    if (!(report.outcome() instanceof Outcome.Recovered)) {
      throw unexpected(
          "the sector was not recovered: " + ReportFacts.reason(report.outcome()).orElse(""));
    }
    words.say("demo.chain.recovered", report.commR().map(CommR::cid).orElse(""));
  }

  /** The judge is the chain, not our notes. */
  private void judge() throws IOException, RpcException, InterruptedException, CommandFailure {
    ChainView chain = view();
    CommR promised =
        chain
            .preCommit(SECTOR.number(), chain.head().key())
            .map(promise -> promise.sector().sealed())
            .orElseThrow(() -> unexpected("the chain has no pre-commit of " + SECTOR));
    Path cache = folders.result().resolve("cache").resolve(SECTOR.fileName());
    CommR recovered = PAux.read(new CacheFolder(cache).pAux()).commR();
    if (!recovered.equals(promised)) {
      throw unexpected("CommR is " + recovered.cid() + " instead of " + promised.cid());
    }
    words.say("demo.chain.same", chain.head().height());
  }

  private static CommandFailure unexpected(String what) {
    return CommandFailure.failed(what, "this should not happen; please report it");
  }
}
