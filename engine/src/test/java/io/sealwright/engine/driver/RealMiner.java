package io.sealwright.engine.driver;

import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.engine.duty.DutySettings;
import io.sealwright.engine.duty.ProofMeans;
import io.sealwright.engine.duty.WindowDuty;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.proving.DutyPremises;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.SectorTable;
import io.sealwright.engine.work.RealWorker;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.EpochSpan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** What drives and proves the sectors of a {@link DevMiner}; its proofs are withheld. */
public record RealMiner(Database database, FullNode node, InstantSource clock) {
  /** What its sectors are pledged as: two hundred periods of life. */
  public static final SectorTable.Pledge PLEDGE = pledged(DevMiner.PROOF);

  private static SectorTable.Pledge pledged(SealProof proof) {
    return new SectorTable.Pledge(DevMiner.MINER, proof, new EpochSpan(200 * 2880));
  }

  /** Pledges a sector. */
  public static SectorId pledge(Database database, SealProof proof) {
    return database
        .sectors()
        .pledge(pledged(proof), new SectorNumber(0), InstantSource.system().instant());
  }

  public MinerSender sender() {
    return new MinerSender(
        node,
        DevMiner.MINER,
        DevMiner.RULES,
        database.outbox(DevMiner.MINER),
        SenderSettings.DEFAULTS);
  }

  public MinerChain chain() {
    return new MinerChain(node, DevMiner.MINER, DevMiner.RULES, SenderSettings.DEFAULTS);
  }

  /** Drives its sectors; it looks for their files each time. */
  public Driver driver(MinerSender sender, Supplier<UUID> ids) {
    return new Driver(
        new Driver.Premises(
            database,
            DevMiner.MINER,
            DevMiner.PROOF,
            chain(),
            sender,
            database.outbox(DevMiner.MINER),
            new HostFileWatch(database.paths(), RealWorker.HOST, Duration.ZERO, clock),
            Gathering.NONE,
            ids,
            clock));
  }

  /** Proves its windows with one thread. */
  public WindowDuty duty(MinerSender sender, int partitionsPerMessage) {
    return new DutyPremises(
            database,
            RealWorker.HOST,
            sender,
            new ProofMeans.Withheld(WithheldProofs::ofWindow),
            clock)
        .duty(
            node,
            DutySettings.of(DevMiner.MINER, DevMiner.RULES.blockDelay(), partitionsPerMessage, 1),
            _ -> {});
  }
}
