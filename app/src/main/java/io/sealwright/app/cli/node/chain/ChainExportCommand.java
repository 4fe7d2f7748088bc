package io.sealwright.app.cli.node.chain;

import io.sealwright.app.cli.Locations;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.StandardError;
import io.sealwright.engine.node.ChainExport;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.car.SnapshotRefused;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a snapshot of the chain to a file, and verifies it before it gets its name. */
@Command(name = "export")
final class ChainExportCommand extends NodeCommand {
  /** With fewer a node cannot go on from a snapshot: its finality is 900 epochs. */
  private static final long FEWEST_STATES = 900;

  @Parameters(index = "0", paramLabel = "FILE")
  Path file = Path.of("");

  @Option(names = "--recent-stateroots", paramLabel = "N")
  Optional<Long> stateRoots = Optional.empty();

  @Option(names = "--skip-old-msgs")
  boolean skipOldMessages;

  @Option(names = "--tipset", paramLabel = "@HEIGHT|CIDS", defaultValue = "@head")
  String tipset = "@head";

  @Option(names = "--no-verify")
  boolean unverified;

  @Override
  protected void check() throws CommandFailure {
    if (stateRoots.isPresent() && stateRoots.get() < FEWEST_STATES) {
      throw CommandFailure.invalid(
          "--recent-stateroots is " + stateRoots.get(),
          "give at least " + FEWEST_STATES + ", or a node cannot start from the snapshot");
    }
    if (skipOldMessages && stateRoots.isEmpty()) {
      throw CommandFailure.invalid(
          "--skip-old-msgs needs --recent-stateroots", "add --recent-stateroots 900");
    }
    if (stateRoots.isEmpty() && !unverified) {
      throw CommandFailure.invalid(
          "without --recent-stateroots a node exports no state it could start from",
          "add --recent-stateroots 900; --no-verify exports the blocks and messages alone");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw CommandFailure.invalid(
          "folder " + parent + " is not there", "make it, or mount its disk");
    }
    if (Files.isDirectory(file)) {
      throw CommandFailure.invalid(file + " is a folder", "give the name of a file");
    }
    Locations.requireNew(file);
  }

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    ChainExport.Wish wish =
        new ChainExport.Wish(new Epoch(stateRoots.orElse(0L)), skipOldMessages, tipset(link, node));
    long bytes = stage(link, wish);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    if (!unverified) {
      facts.putAll(SnapshotFacts.verified(ChainExport.staged(file)));
    }
    ChainExport.publish(file);
    facts.put("bytes", bytes);
    facts.put("file", file.toAbsolutePath().toString());
    report().facts(facts);
    return ExitCode.DONE;
  }

  private long stage(Link link, ChainExport.Wish wish) throws CommandFailure, InterruptedException {
    Path staged = ChainExport.staged(file);
    boolean watched = StandardError.isTerminal();
    try (Progress progress = new Progress(watched)) {
      return new ChainExport(link.fullNode()).stage(wish, file, progress);
    } catch (SnapshotRefused e) {
      throw broken(link, wish, e);
    } catch (IOException e) {
      throw CommandFailure.failed(
              staged + " cannot be written: " + e.getMessage(), "see to the disk and run it again")
          .because(e);
    } catch (RpcException e) {
      throw link.failure(e);
    }
  }

  /** Why an export is not whole, as far as the node can be asked. */
  private CommandFailure broken(Link link, ChainExport.Wish wish, SnapshotRefused e)
      throws InterruptedException {
    Optional<Epoch> forgotten = Optional.empty();
    try {
      forgotten = new ChainExport(link.fullNode()).forgotten(wish);
    } catch (RpcException cannotSay) {
      e.addSuppressed(cannotSay);
    }
    String came = "what came is in " + ChainExport.staged(file);
    return forgotten
        .map(epoch ->
            CommandFailure.failed(
                "the node broke the export off: it has the state of epoch %s no more"
                    .formatted(epoch),
                "export from a node that keeps the states of %s epochs; %s"
                    .formatted(wish.stateRoots(), came)))
        .orElseGet(() ->
            CommandFailure.failed(
                String.valueOf(e.getMessage()),
                "run it again, and if it breaks off again see the node's log; " + came))
        .because(e);
  }

  private TipsetKey tipset(Link link, FullNode node) throws CommandFailure, InterruptedException {
    try {
      if (tipset.equals("@head")) {
        return link.during(node::head).key();
      }
      if (tipset.startsWith("@")) {
        Epoch height = new Epoch(Long.parseUnsignedLong(tipset.substring(1)));
        Epoch head = link.during(node::head).height();
        if (height.height() > head.height()) {
          throw CommandFailure.invalid(
              "epoch %s is not there yet: the head is at %s".formatted(height, head),
              "give an earlier one");
        }
        return link.ask(node.api().chain().getTipSetByHeight().ask(height, TipsetKey.HEAD)).key();
      }
      return new TipsetKey(
          Arrays.stream(tipset.split(",")).map(String::strip).map(Cid::parse).toList());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.invalid(
              "\"" + tipset + "\" is not a tipset", "give @head, @HEIGHT or CIDs with commas")
          .because(e);
    }
  }

  /** How much has come; how much is to come nobody knows. */
  private static final class Progress implements LongConsumer, AutoCloseable {
    private static final int UPDATE_MILLIS = 500;
    private static final long MEBIBYTE = 1 << 20;

    private final Optional<ProgressBar> bar;

    Progress(boolean watched) {
      ProgressBarBuilder builder =
          new ProgressBarBuilder()
              .setTaskName("export")
              .setInitialMax(-1)
              .setUnit(" MiB", MEBIBYTE)
              .setUpdateIntervalMillis(UPDATE_MILLIS);
      bar = watched ? Optional.of(builder.build()) : Optional.empty();
    }

    @Override
    public void accept(long bytes) {
      bar.ifPresent(shown -> shown.stepTo(bytes));
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
    }
  }
}
