package io.sealwright.engine.stage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorProof;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.SealVerifier;
import io.sealwright.proofs.vanilla.ChallengePlan;
import io.sealwright.proofs.vanilla.OpeningsBinary;
import io.sealwright.proofs.vanilla.OpeningsCheck;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.bytes.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;

/**
 * C2: proves the openings, and verifies the proof before anybody sees it. Where there are no keys
 * for the size, and the chain does without, the proof is withheld. It leaves no file: the proof is
 * in the event.
 */
final class ProofStage {
  private final Job job;
  private final Evidence.Opened known;
  private final Evidence.Labelled labelled;
  private final SealProof kind;
  private final ParameterSet set;

  ProofStage(Job job) {
    this.job = job;
    this.known = job.order().state().known().find(Evidence.Opened.class).orElseThrow();
    this.labelled = known.seeded().preCommitted().replicated().labelled();
    this.kind = known.pledged().proof();
    this.set = new ParameterSet(ParameterSet.Kind.POREP, kind.size());
  }

  Made make() throws StageFailed, IOException, InterruptedException {
    SealOpenings openings = openings();
    SectorProof proof;
    if (job.equipment().keys().have(set) && kind.family() != SealFamily.NON_INTERACTIVE) {
      proof = proven(openings);
    } else if (job.equipment().withheldAllowed()) {
      proof = withheld(kind.size());
    } else {
      throw job.failed(Trouble.Kind.NO_PARAMETERS, "there are no parameters for " + kind);
    }
    return Made.of(Publication.NOTHING, new SectorEvent.ProofMade(proof));
  }

  /** What C1 made, checked once more: hours of proving rest on it. */
  private SealOpenings openings() throws StageFailed, IOException {
    ByteString made =
        job.order()
            .openings()
            .orElseThrow(
                () -> job.failed(Trouble.Kind.INPUT_LOST, "what C1 made is not in the database"));
    SealOpenings openings = OpeningsBinary.read(kind, made.toBytes());
    Optional<String> fault = fault(openings);
    if (fault.isPresent()) {
      throw job.failed(Trouble.Kind.INPUT_BAD, fault.get());
    }
    return openings;
  }

  /** What is wrong with openings, in words; nothing if all hold for the sector and its seed. */
  private Optional<String> fault(SealOpenings openings) {
    Evidence.Seeded seeded = known.seeded();
    if (!openings.commD().equals(labelled.commD())
        || !openings.commR().equals(seeded.preCommitted().replicated().commR())
        || !openings.seed().equals(seeded.seed().value())) {
      return Optional.of("the openings are of another replica, or for another seed");
    }
    return OpeningsCheck.fault(openings, labelled.ticketed().order());
  }

  private SectorProof proven(SealOpenings openings)
      throws StageFailed, IOException, InterruptedException {
    Keys keys = job.equipment().keys();
    try {
      ByteString bytes = bytes(keys.prove(openings, job.equipment().threads(), watcher()));
      if (!holds(bytes, new SealVerifier(keys.verifyingKey(set), keys.random()))) {
        throw job.failed(Trouble.Kind.PROOF_INVALID, "the proof that was made does not verify");
      }
      return new SectorProof.Real(bytes);
    } catch (Keys.TooLittleMemory e) {
      throw job.failed(Trouble.Kind.HOST, String.valueOf(e.getMessage()));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw job.failed(Trouble.Kind.NO_PARAMETERS, DiskWords.of(e));
    }
  }

  private Progress watcher() {
    return job.equipment().watchers().apply(job.order().sector());
  }

  private static ByteString bytes(List<Proof> proofs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    proofs.forEach(proof -> bytes.writeBytes(proof.toBytes()));
    return ByteString.of(bytes.toByteArray());
  }

  private boolean holds(ByteString proof, SealVerifier verifier) {
    return verifier.holds(
        List.of(
            new SealVerifier.Sealed(
                labelled.ticketed().order(),
                labelled.commD(),
                known.seeded().preCommitted().replicated().commR(),
                known.seeded().seed().value(),
                proof)));
  }

  /** As many bytes as the proof of an interactive sector, which is what a dev chain wants. */
  private static SectorProof withheld(SectorSize size) {
    byte[] words = SectorProof.WITHHELD_WORDS.getBytes(US_ASCII);
    int partitions = ChallengePlan.of(new SealProof(SealFamily.V1_1, size)).partitions();
    byte[] bytes = new byte[partitions * Proof.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = words[i % words.length];
    }
    return new SectorProof.Withheld(ByteString.of(bytes));
  }
}
