package io.sealwright.app.cli.run;

import io.sealwright.app.cli.connect.ApiPlace;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.Peer;
import io.sealwright.app.cli.connect.Surroundings;
import io.sealwright.app.daemon.Part;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The full node that a miner's process asks. Where it is known from an earlier start and does not
 * answer now, or not as it will once it is up, the process begins without it: the node is looked
 * for until it answers, nothing else is asked of it before it has shown to be the right one, and a
 * wrong one ends the process.
 */
final class MinerNode implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(MinerNode.class);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration BETWEEN_WORDS = Duration.ofMinutes(10);

  private final Terms terms;
  private final RpcClient client =
      RpcClient.later("the full node has not answered since this process began");
  private final CountDownLatch met = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Standing standing;
  private volatile Optional<Thread> search = Optional.empty();

  /**
   * What is asked for.
   *
   * @param size of the miner's sectors
   * @param folder where it is kept what the node said
   * @param every how long between two questions to a node that does not answer
   * @param place where the node is at that moment: it may begin anew at another port
   */
  record Terms(MinerId miner, SectorSize size, MinerFolder folder, Duration every, Place place) {
    /** The same of a node that stays where it is. */
    Terms at(ApiPlace known) {
      return new Terms(miner, size, folder, every, () -> Optional.of(known));
    }
  }

  /** Where a node is, if somebody says so. */
  @FunctionalInterface
  interface Place {
    Optional<ApiPlace> find() throws CommandFailure;
  }

  /** How things stand with the node. */
  private sealed interface Standing {
    record Served(Link link) implements Standing {}

    record Silent(NodeMemory before, CommandFailure why, Instant since) implements Standing {
      String words() {
        return "%s for %s: %s"
            .formatted(
                Link.isSilence(why) ? "no answer" : "no answer that serves",
                MinerNode.since(since),
                why.getMessage());
      }
    }
  }

  private MinerNode(Terms terms, Standing standing) {
    this.terms = terms;
    this.standing = standing;
  }

  /**
   * Connects to the node; one that does not answer is waited for if it is known from before.
   *
   * @throws CommandFailure if it cannot be the right one, or does not answer and never did
   */
  static MinerNode open(Terms terms) throws CommandFailure, InterruptedException {
    try {
      return new MinerNode(terms, new Standing.Served(link(terms)));
    } catch (CommandFailure e) {
      return new MinerNode(terms, silent(terms, e));
    }
  }

  /** A node that is known from before is waited for, whatever passes with time. */
  private static Standing.Silent silent(Terms terms, CommandFailure why) throws CommandFailure {
    Optional<NodeMemory> before = terms.folder.node(terms.miner);
    if (before.isEmpty() || !Link.mayPass(why)) {
      throw why;
    }
    return new Standing.Silent(before.get(), why, CLOCK.instant());
  }

  private static Link link(Terms terms) throws CommandFailure, InterruptedException {
    Optional<ApiPlace> place = terms.place.find();
    Link link = Link.open(place.isPresent() ? place.get() : nowhere());
    link.passedOver()
        .forEach(why -> LOG.warn("{} serves as the full node, for {}", link.served(), why));
    return link;
  }

  private static ApiPlace nowhere() throws CommandFailure {
    Optional<Path> stopped = ApiPlace.stopped(Peer.FULL_NODE, Surroundings.real());
    if (stopped.isPresent()) {
      String what = "the full node of %s does not run".formatted(stopped.get());
      throw CommandFailure.unreachable(
              what, "start it, set miner.full-node-api, or give FULLNODE_API_INFO")
          .because(new Unreachable(what));
    }
    throw CommandFailure.unreachable(
        "no full node runs here, and the configuration names none",
        "set miner.full-node-api, or give FULLNODE_API_INFO");
  }

  /**
   * What there is to begin with: what the node says of itself, and while it does not answer, what
   * it said before.
   *
   * @param wrong is told if it turns out later not to be the right one
   */
  NodeMemory meet(Consumer<CommandFailure> wrong) throws CommandFailure, InterruptedException {
    return switch (standing) {
      case Standing.Served(Link link) -> {
        try {
          yield serveBy(link);
        } catch (CommandFailure e) {
          yield begin(silent(terms, e), wrong);
        }
      }
      case Standing.Silent silent -> begin(silent, wrong);
    };
  }

  private NodeMemory begin(Standing.Silent silent, Consumer<CommandFailure> wrong) {
    standing = silent;
    LOG.warn(
        "the miner begins without its full node, which is asked again every {}: {}",
        words(terms.every),
        silent.why.getMessage());
    search = Optional.of(Thread.ofVirtual().name("full-node").start(() -> search(silent, wrong)));
    return silent.before;
  }

  private NodeMemory ask(Link link) throws CommandFailure, InterruptedException {
    Optional<NodeMemory> before = terms.folder.node(terms.miner);
    if (before.isPresent()) {
      before.get().requireSame(link.network());
    }
    NodeMemory now = NodeMemory.ask(link, terms.miner, terms.size);
    try {
      terms.folder.note(now);
    } catch (IOException e) {
      LOG.warn("what the full node says of itself cannot be kept: {}", e.getMessage());
    }
    return now;
  }

  /** Serves by a node if it is the right one, and lets go of it if not. */
  private NodeMemory serveBy(Link link) throws CommandFailure, InterruptedException {
    boolean right = false;
    try {
      NodeMemory now = ask(link);
      standing = new Standing.Served(link);
      client.ask(link.client());
      met.countDown();
      right = true;
      return now;
    } finally {
      if (!right) {
        link.close();
      }
    }
  }

  private void search(Standing.Silent first, Consumer<CommandFailure> wrong) {
    Instant told = first.since;
    try {
      while (!closing.await(terms.every.toMillis(), TimeUnit.MILLISECONDS)) {
        Optional<CommandFailure> silence = look();
        if (silence.isEmpty()) {
          LOG.info("the full node answers after {}; what waited for it begins", since(first.since));
          return;
        }
        Standing.Silent now = new Standing.Silent(first.before, silence.get(), first.since);
        standing = now;
        if (!CLOCK.instant().isBefore(told.plus(BETWEEN_WORDS))) {
          told = CLOCK.instant();
          LOG.warn("{}", now.words());
        }
      }
    } catch (CommandFailure e) {
      wrong.accept(e);
    } catch (InterruptedException _) {
      LOG.debug("the full node is waited for no longer");
    }
  }

  /** Empty if it is there, else why it is not, as far as that may pass. */
  private Optional<CommandFailure> look() throws CommandFailure, InterruptedException {
    try {
      serveBy(link(terms));
      return Optional.empty();
    } catch (CommandFailure e) {
      if (Link.mayPass(e)) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  /** The node as the engine asks it: until it has been met each question fails. */
  FullNode asked(NodeMemory known) {
    return FullNode.of(client, known.version(), known.name().letter());
  }

  /** Waits until it has been met. */
  void await() throws InterruptedException {
    met.await();
  }

  @Override
  public String name() {
    return "full-node";
  }

  /** Whether it answers once it has been met, those who ask it say. */
  @Override
  public Verdict health() {
    return switch (standing) {
      case Standing.Served(Link link) ->
          Verdict.well(
              "named by %s; whether it answers, the miner says".formatted(link.place().origin()));
      case Standing.Silent silent -> Verdict.unwell(silent.words());
    };
  }

  private static String since(Instant begin) {
    return words(Duration.between(begin, CLOCK.instant()));
  }

  private static String words(Duration time) {
    if (time.compareTo(Duration.ofSeconds(2)) < 0) {
      return "%d ms".formatted(time.toMillis());
    }
    return time.compareTo(Duration.ofMinutes(2)) < 0
        ? "%d s".formatted(time.toSeconds())
        : "%d min".formatted(time.toMinutes());
  }

  @Override
  public void close() {
    closing.countDown();
    search.ifPresent(Thread::interrupt);
    client.close();
    if (standing instanceof Standing.Served(Link link)) {
      link.close();
    }
  }
}
