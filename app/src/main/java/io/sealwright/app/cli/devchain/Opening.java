package io.sealwright.app.cli.devchain;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.ProofChecker;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.devchain.files.FolderTaken;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.NewChain;
import io.sealwright.devchain.node.NodeSettings;
import io.sealwright.devchain.node.Parts;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;

/** Opens the chain of a folder, or begins one there. */
final class Opening {
  private Opening() {}

  static DevNode open(Path folder, ChainOptions asked, Charter charter)
      throws CommandFailure, IOException {
    NetworkRules rules =
        charter.rules().network().with(asked.blockTime, Set.of(charter.sectorSize()));
    ProofKeys keys = new ProofKeys(asked.params, charter.sectorSize());
    ProofChecker proofs =
        switch (charter.proofs()) {
          case REAL -> keys.required();
          case WITHHELD -> new WithheldProofs(keys.found());
        };
    ActorCode miner = new MinerActor(proofs);
    Parts parts = Parts.of(rules, miner, InstantSource.system(), new SecureRandom());
    NewChain.Plan plan =
        new NewChain.Plan(
            "devchain-" + charter.rules(), rules, charter.sectorSize(), charter.miners());
    OptionalLong keep = asked.keep.map(OptionalLong::of).orElse(OptionalLong.empty());
    NodeSettings settings = new NodeSettings(rules, asked.era.replaceRule(), keep);
    try {
      DevNode node = DevNode.open(folder, settings, parts, new NewChain(plan, parts, miner));
      charter.note(folder);
      return node;
    } catch (FolderTaken e) {
      throw CommandFailure.refused(
              "another process works in " + folder, "stop it, or take another folder")
          .because(e);
    }
  }
}
