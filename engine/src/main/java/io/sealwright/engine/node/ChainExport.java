package io.sealwright.engine.node;

import io.sealwright.lotus.car.ExportStream;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.client.ChannelEvent;
import io.sealwright.lotus.rpc.client.Subscription;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Writes a node's chain to a file. It is written beside its name and gets that only when it is
 * whole: the node says so in the stream itself, for a lost connection also ends one.
 */
public final class ChainExport {
  /** A node that sends nothing for so long has stopped: between chunks it only walks its store. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private final FullNode node;

  public ChainExport(FullNode node) {
    this.node = node;
  }

  /**
   * What is exported.
   *
   * @param stateRoots how many of the newest epochs with their whole states; 0 for all there are
   * @param withoutOldMessages whether messages of older epochs are left out
   * @param from the tipset at its head
   */
  public record Wish(Epoch stateRoots, boolean withoutOldMessages, TipsetKey from) {}

  /** The name under which a file is written until it is whole. */
  public static Path staged(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /**
   * Writes the staged file, and returns its bytes.
   *
   * @param told the bytes so far, often
   */
  public long stage(Wish wish, Path target, LongConsumer told)
      throws RpcException, IOException, InterruptedException {
    try (FileChannel file =
            FileChannel.open(
                staged(target),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream out = Channels.newOutputStream(file);
        Subscription<ByteString> chunks =
            node.client()
                .subscribe(
                    node.api()
                        .chain()
                        .export()
                        .listen(wish.stateRoots(), wish.withoutOldMessages(), wish.from()))) {
      long bytes = receive(chunks, new ExportStream(out), told);
      file.force(true);
      return bytes;
    }
  }

  /**
   * The oldest epoch whose state is to be in an export, if the node has that state no more. A node
   * that lacks one breaks its export off without a word.
   */
  public Optional<Epoch> forgotten(Wish wish) throws RpcException, InterruptedException {
    var chain = node.api().chain();
    long head = node.ask(chain.getTipSet().ask(wish.from())).height().height();
    Epoch oldest = new Epoch(Math.max(1, head - wish.stateRoots().height() + 1));
    Tipset tipset = node.ask(chain.getTipSetByHeight().ask(oldest, wish.from()));
    Cid state = tipset.parentStateRoot();
    return node.ask(chain.hasObj().ask(state)) ? Optional.empty() : Optional.of(tipset.height());
  }

  /** Gives the staged file its name. */
  public static void publish(Path target) throws IOException {
    Files.move(staged(target), target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static long receive(
      Subscription<ByteString> chunks, ExportStream export, LongConsumer told)
      throws RpcException, IOException, InterruptedException {
    long bytes = 0;
    while (true) {
      Optional<ChannelEvent<ByteString>> event = chunks.next(SILENCE);
      switch (event.orElseThrow(() -> new Unreachable("the export stands still"))) {
        case ChannelEvent.Value<ByteString>(ByteString chunk) -> {
          export.chunk(chunk);
          bytes += chunk.size();
          told.accept(bytes);
        }
        case ChannelEvent.Closed<ByteString> _ -> {
          export.end();
          return bytes;
        }
        case ChannelEvent.Gap<ByteString>(String reason) ->
            throw new Unreachable("the export was broken off: " + reason);
      }
    }
  }
}
