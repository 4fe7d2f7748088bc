package io.sealwright.proofs.reference;

import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Phase1;
import io.sealwright.proofs.porep.Phase2;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.proofs.post.KeptSector;
import io.sealwright.proofs.post.PostChallenges;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.snark.SealProver;
import io.sealwright.proofs.vanilla.OpeningPhase;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A sector sealed by us from a piece that fills it. */
record SealedAtRandom(
    SealOrder order, CommD commD, CommR commR, CacheFolder cache, Path sealed, Means means) {

  static SealedAtRandom seal(SealOrder order, Path piece, Path folder, Means means)
      throws Exception {
    CacheFolder cache = new CacheFolder(Files.createDirectories(folder.resolve("cache")));
    Path staged = folder.resolve("staged");
    PaddedSize whole = new PaddedSize(order.proof().size().bytes());
    new AddPiece(order.proof().size(), Progress.silent())
        .stage(List.of(new AddPiece.Source(piece, whole)), staged);
    SectorData data = new SectorData.Staged(staged);
    Path sealed = folder.resolve("sealed");
    Labels labels = new Phase1(means).run(order, data, cache);
    CommR commR = new Phase2(means).run(labels, data, sealed).commR();
    return new SealedAtRandom(order, labels.commD(), commR, cache, sealed, means);
  }

  /** What a proof of spacetime opens of it. */
  SectorPost open(PostKind kind, Bytes32 randomness, long position) throws Exception {
    return new KeptSector(order.sector().number(), order.proof().size(), commR, cache, sealed)
        .open(
            PostChallenges.leaves(
                kind, order.proof().size(), randomness, order.sector().number(), position));
  }

  /** Its seal proof. */
  byte[] prove(Bytes32 seed, ParameterFile keys, Random random) throws Exception {
    OpeningPhase phase = new OpeningPhase(means);
    if (order.proof().family() == SealFamily.SYNTHETIC) {
      phase.openSyntheticSet(order, commD, cache, sealed);
    }
    SealOpenings openings = phase.open(order, commD, seed, cache, sealed);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Proof proof :
        new SealProver(keys, means.threads(), false, Progress.silent())
            .prove(openings, () -> Blinding.draw(random))) {
      bytes.writeBytes(proof.toBytes());
    }
    return bytes.toByteArray();
  }
}
