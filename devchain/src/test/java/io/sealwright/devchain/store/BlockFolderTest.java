package io.sealwright.devchain.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockFolderTest {
  private static final String HEAD = "head";

  @TempDir Path folder;

  @Test
  void blocksAndNotesAreThereAgainAfterClosing() throws IOException {
    Cid cid;
    try (BlockFolder blocks = BlockFolder.open(folder)) {
      cid = blocks.write("a block", CborCodecs.TEXT);
      blocks.setNote(HEAD, cid.toBytes());
      assertThat(blocks.put(CborCodecs.TEXT.encode("a block"))).isEqualTo(cid);
      assertThat(blocks.count()).isEqualTo(1);
    }
    try (BlockFolder blocks = BlockFolder.open(folder)) {
      assertThat(blocks.read(cid, CborCodecs.TEXT)).isEqualTo("a block");
      assertThat(blocks.note(HEAD)).contains(cid.toBytes());
      assertThat(blocks.note("another")).isEmpty();
      assertThat(blocks.block(CborCodecs.TEXT.cid("none"))).isEmpty();
    }
  }

  @Test
  void oneProcessAtATimeOpensAFolder() throws IOException {
    try (BlockFolder blocks = BlockFolder.open(folder)) {
      assertThat(blocks.count()).isZero();
      assertThatThrownBy(() -> BlockFolder.open(folder)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatNothingLeadsToIsDropped() throws IOException {
    try (BlockFolder blocks = BlockFolder.open(folder)) {
      Cid wanted = tree(blocks, 0);
      Cid old = tree(blocks, 1000);
      Cid alone = tree(blocks, 2000);
      long all = blocks.count();
      Reachable reachable = new Reachable(blocks);
      reachable.addTree(wanted);
      reachable.addAlone(alone);

      long gone = blocks.drop(cid -> !reachable.isWanted(cid));

      assertThat(gone).isPositive();
      assertThat(blocks.count()).isEqualTo(all - gone);
      assertThat(blocks.has(old)).isFalse();
      assertThat(blocks.has(alone)).isTrue();
      assertThat(count(blocks, wanted)).isEqualTo(500);
    }
    try (BlockFolder blocks = BlockFolder.open(folder)) {
      assertThat(count(blocks, tree(blocks, 0))).isEqualTo(500);
    }
  }

  @Test
  void anOverlayKeepsOnlyWhatARootLeadsTo() throws IOException {
    MemoryBlocks below = new MemoryBlocks();
    Overlay overlay = new Overlay(below);
    HamtWriter<Ipld> map = HamtWriter.empty(overlay, Ipld.CODEC, 5);
    for (int i = 0; i < 100; i++) {
      map.set(ByteString.of((byte) i), Ipld.Int.of(i));
      map.write();
    }
    Cid root = map.write();
    assertThat(below.count()).isZero();

    overlay.keep(root);

    assertThat(below.count()).isBetween(1, 100);
    assertThat(HamtWriter.of(below, Ipld.CODEC, 5, root).get(ByteString.of((byte) 7)))
        .contains(Ipld.Int.of(7));
  }

  /** A process that is killed in the middle leaves all it had committed, and nothing half. */
  @ParameterizedTest
  @ValueSource(ints = {20, 90, 200})
  void aKilledProcessLosesNothingThatWasCommitted(int commits) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = -1;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      while (last < commits) {
        last = Integer.parseInt(out.readLine());
      }
    } finally {
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();

    try (BlockFolder blocks = BlockFolder.open(folder)) {
      int noted = CborCodecs.INDEX.decode(blocks.note(HEAD).orElseThrow().toBytes());
      assertThat(noted).isGreaterThanOrEqualTo(last);
      for (int i = 0; i <= noted; i++) {
        assertThat(blocks.read(CborCodecs.INDEX.cid(i), CborCodecs.INDEX)).isEqualTo(i);
      }
    }
  }

  /** Writes numbers, one a commit, and says when each is committed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      BlockFolder blocks = BlockFolder.open(Path.of(args[0]));
      for (int i = 0; i < 1_000_000; i++) {
        blocks.write(i, CborCodecs.INDEX);
        blocks.setNote(HEAD, ByteString.of(CborCodecs.INDEX.encode(i)));
        blocks.commit();
        System.out.println(i);
      }
      blocks.close();
    }
  }

  private static Cid tree(Blocks blocks, int from) throws IOException {
    HamtWriter<Ipld> map = HamtWriter.empty(blocks, Ipld.CODEC, 5);
    for (int i = from; i < from + 500; i++) {
      map.set(ByteString.of(CborCodecs.INDEX.encode(i)), Ipld.Int.of(i));
    }
    return map.write();
  }

  private static int count(Blocks blocks, Cid root) throws IOException {
    List<Ipld> seen = new ArrayList<>();
    HamtWriter.of(blocks, Ipld.CODEC, 5, root).forEach((key, value) -> seen.add(value));
    return seen.size();
  }
}
