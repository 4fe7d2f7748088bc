package io.sealwright.engine.recovery.source;

import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks all there is for some sectors of a miner: first the sources that answer at once, so that
 * they are held against each other and against the chain, then, for the sectors that none of them
 * knew, the messages of the chain.
 */
public final class SectorSearch {
  private final MinerId miner;
  private final List<SectorSource> sources;
  private final Optional<ChainView> node;
  private final String withoutNode;
  private final EpochSpan window;

  private SectorSearch(
      MinerId miner,
      List<SectorSource> sources,
      Optional<ChainView> node,
      String withoutNode,
      EpochSpan window) {
    this.miner = miner;
    this.sources =
        sources.stream().sorted(Comparator.comparing(source -> source.origin().kind())).toList();
    this.node = node;
    this.withoutNode = withoutNode;
    this.window = window;
  }

  /**
   * A search that can ask the chain.
   *
   * @param sources in any order
   * @param window how many epochs of messages are searched for each sector
   */
  public static SectorSearch with(ChainView node, List<SectorSource> sources, EpochSpan window) {
    return new SectorSearch(node.miner(), sources, Optional.of(node), "", window);
  }

  /** A search that cannot, in the words of the failure. */
  public static SectorSearch without(MinerId miner, List<SectorSource> sources, String words) {
    return new SectorSearch(miner, sources, Optional.empty(), words, new EpochSpan(0));
  }

  /** What is known of each sector, in the order asked. */
  public List<Finding> find(List<SectorNumber> numbers, SearchWatcher watcher)
      throws InterruptedException {
    Map<SectorNumber, Finding> findings = new LinkedHashMap<>();
    Map<SectorNumber, OnChain> unserved = new LinkedHashMap<>();
    for (SectorNumber number : numbers) {
      Finding finding = first(number);
      findings.put(number, finding);
      if (needsMessages(finding)) {
        unserved.put(number, finding.chain());
      }
    }
    if (node.isPresent() && !unserved.isEmpty()) {
      new PreCommitSearch(node.get(), window, watcher)
          .search(unserved)
          .forEach((number, tried) -> findings.computeIfPresent(number, (_, f) -> and(f, tried)));
    }
    return List.copyOf(findings.values());
  }

  private Finding first(SectorNumber number) throws InterruptedException {
    OnChain chain = look(number);
    List<Tried> tried = new ArrayList<>();
    for (SectorSource source : sources) {
      tried.add(new Tried(source.origin(), source.ask(number)));
    }
    if (node.isPresent()) {
      ChainSource state = new ChainSource(node.get());
      tried.add(new Tried(state.origin(), state.ask(number, chain)));
    }
    return Finding.of(new SectorId(miner, number), chain, tried);
  }

  private OnChain look(SectorNumber number) throws InterruptedException {
    if (node.isEmpty()) {
      return new OnChain.NotAsked(withoutNode, true);
    }
    try {
      return node.get().look(number);
    } catch (RpcException e) {
      return new OnChain.NotAsked(ChainSource.words(e), ChainSource.isSilence(e));
    }
  }

  /** A number that was never used has no messages either. */
  private static boolean needsMessages(Finding finding) {
    return finding.tried().stream().noneMatch(Tried::served)
        && !finding.chain().equals(new OnChain.Unknown(false));
  }

  private static Finding and(Finding finding, Tried more) {
    List<Tried> tried = new ArrayList<>(finding.tried());
    tried.add(more);
    return Finding.of(finding.sector(), finding.chain(), tried);
  }
}
