package io.sealwright.devchain.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.store.MemoryBlocks;
import io.sealwright.lotus.car.Snapshot;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The state tree, the codes and the supply against what a real node told. */
final class RecordedStateTest {
  private static final Path VECTORS = Path.of("../vectors");

  /** The head when the supply was recorded. */
  private static final Epoch RECORDED_AT = new Epoch(533);

  @TempDir static Path folder;

  @Test
  void codesAreThoseANodeTells() {
    JsonNode codes = result("StateActorCodeCIDs");

    assertThat(codes.size()).isEqualTo(BuiltinCode.values().length);
    for (BuiltinCode code : BuiltinCode.values()) {
      assertThat(codes.path(code.words()).path("/").asString()).isEqualTo(code.cid().toString());
      assertThat(BuiltinCode.of(code.cid())).contains(code);
    }
  }

  @Test
  void theManifestIsTheOneANodeTells() {
    assertThat(Cid.ofCbor(BuiltinCode.manifest()))
        .hasToString(result("StateActorManifestCID").path("/").asString());
  }

  @Test
  void theListOfCodesIsTheOneInTheState() throws IOException {
    Snapshot.Verified verified = open();
    try (Snapshot snapshot = verified.snapshot()) {
      assertThat(snapshot).isNotNull();
      StateTree tree = tree(verified);

      assertThat(tree.read(Singletons.SYSTEM, ActorCbor.SYSTEM).builtinActors())
          .isEqualTo(Cid.ofCbor(BuiltinCode.list()));
    }
  }

  @Test
  void vestingAndReserveAreThoseANodeTells() throws IOException {
    JsonNode told = result("StateVMCirculatingSupplyInternal");
    Snapshot.Verified verified = open();
    try (Snapshot snapshot = verified.snapshot()) {
      assertThat(snapshot).isNotNull();
      CirculatingSupply supply = CirculatingSupply.at(tree(verified), RECORDED_AT);

      assertThat(supply.vested().decimal()).isEqualTo(told.path("FilVested").asString());
      assertThat(supply.disbursed().decimal())
          .isEqualTo(told.path("FilReserveDisbursed").asString());
    }
  }

  @Test
  void aTreeWrittenUnchangedHasTheSameRoot() throws IOException {
    Snapshot.Verified verified = open();
    try (Snapshot snapshot = verified.snapshot()) {
      assertThat(snapshot).isNotNull();
      StateTree tree = tree(verified);
      tree.begin();
      tree.set(Singletons.REWARD, tree.require(Singletons.CRON));
      tree.undo();
      tree.begin();
      tree.set(Singletons.REWARD, tree.require(Singletons.REWARD));
      tree.keep();

      assertThat(tree.write()).isEqualTo(verified.report().head().parentStateRoot());
    }
  }

  @Test
  void addressesAreFoundThroughTheTableOfTheInitActor() throws IOException {
    Snapshot.Verified verified = open();
    try (Snapshot snapshot = verified.snapshot()) {
      assertThat(snapshot).isNotNull();
      StateTree tree = tree(verified);
      Address key = tree.read(100, ActorCbor.ACCOUNT).key();

      assertThat(tree.resolve(key)).hasValue(100);
      assertThat(tree.resolve(Address.id(77))).hasValue(77);
      assertThat(tree.resolve(Address.ofActor(key.toBytes()))).isEmpty();
      long next = tree.nextActor();
      assertThat(tree.assign(Address.ofActor(key.toBytes()))).isEqualTo(next);
      assertThat(tree.resolve(Address.ofActor(key.toBytes()))).hasValue(next);
    }
  }

  private static StateTree tree(Snapshot.Verified verified) throws IOException {
    return StateTree.of(
        new Above(verified.snapshot(), new MemoryBlocks()),
        verified.report().head().parentStateRoot());
  }

  private static Snapshot.Verified open() throws IOException {
    return Snapshot.open(
        VECTORS.resolve("car/localnet-2k.car.zst"), folder.resolve("state" + System.nanoTime()));
  }

  private static JsonNode result(String method) {
    Path file = VECTORS.resolve("lotus-rpc/full/Filecoin." + method + ".json");
    return new ObjectMapper().readTree(file).path("response").path("result");
  }

  private record Above(Snapshot snapshot, MemoryBlocks fresh) implements Blocks {
    @Override
    public Cid put(byte[] block) {
      return fresh.put(block);
    }

    @Override
    public Optional<byte[]> block(Cid cid) throws IOException {
      Optional<byte[]> block = fresh.block(cid);
      return block.isPresent() ? block : snapshot.block(cid);
    }
  }
}
