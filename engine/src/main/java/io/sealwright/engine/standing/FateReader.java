package io.sealwright.engine.standing;

import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.standing.RecordFate.Nonces;
import io.sealwright.engine.standing.RecordFate.Search;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.BulkAnswer;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what became of messages, as of one head. */
final class FateReader {
  /** A message may be signed at a head that a reorganisation then takes back. */
  private static final EpochSpan MARGIN = new EpochSpan(20);

  private static final EpochSpan BEYOND = new EpochSpan(1);
  private static final String NOT_KNOWN = "failed to load message";
  private static final String REPLACED = "message was replaced";

  private final Asking asking;
  private final FullApi api;
  private final NetworkRules rules;
  private final Tipset head;

  FateReader(Asking asking, NetworkRules rules, Tipset head) {
    this.asking = asking;
    this.api = asking.node().api();
    this.rules = rules;
    this.head = head;
  }

  List<RecordFate> read(List<OutboxRecord> records) throws RpcException, InterruptedException {
    if (records.isEmpty()) {
      return List.of();
    }
    List<Search> searches = search(records);
    Set<Cid> pool = pool();
    Map<Address, OptionalLong> atHead = nonces(absent(records, searches), head.key());
    Map<Address, OptionalLong> settled = settled(absent(records, searches), atHead);
    List<RecordFate> fates = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      OutboxRecord record = records.get(i);
      Nonces nonces =
          new Nonces(
              atHead.getOrDefault(record.from(), OptionalLong.empty()),
              settled.getOrDefault(record.from(), OptionalLong.empty()),
              isRecent(record));
      fates.add(RecordFate.of(record, searches.get(i), pool.contains(record.cid()), nonces));
    }
    return fates;
  }

  private boolean isRecent(OutboxRecord record) {
    return head.height().since(record.head()).compareTo(rules.finality().times(2)) <= 0;
  }

  private static List<OutboxRecord> absent(List<OutboxRecord> records, List<Search> searches) {
    List<OutboxRecord> absent = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (searches.get(i) instanceof Search.Absent) {
        absent.add(records.get(i));
      }
    }
    return absent;
  }

  private List<Search> search(List<OutboxRecord> records)
      throws RpcException, InterruptedException {
    List<Ask<Optional<MessageLookup>>> asks = records.stream().map(this::search).toList();
    return asking
        .each(asks)
        .map(answers -> answers.stream().map(FateReader::meaning).toList())
        .orElseGet(() -> records.stream().<Search>map(_ -> new Search.Failed()).toList());
  }

  private Ask<Optional<MessageLookup>> search(OutboxRecord record) {
    EpochSpan age = head.height().since(record.head());
    long lookback = Math.max(0, age.epochs()) + MARGIN.epochs();
    return api.state().searchMsg().ask(head.key(), record.cid(), new Epoch(lookback), true);
  }

  private static Search meaning(BulkAnswer<Optional<MessageLookup>> answer) {
    return switch (answer) {
      case BulkAnswer.Given<Optional<MessageLookup>>(var found) ->
          found.<Search>map(Search.Found::new).orElse(new Search.Absent(true));
      case BulkAnswer.Denied<Optional<MessageLookup>>(RpcError error)
          when error.message().contains(REPLACED) ->
          new Search.Absent(true);
      case BulkAnswer.Denied<Optional<MessageLookup>>(RpcError error)
          when error.message().contains(NOT_KNOWN) ->
          new Search.Absent(false);
      case BulkAnswer.Denied<Optional<MessageLookup>> _ -> new Search.Failed();
    };
  }

  private Set<Cid> pool() throws RpcException, InterruptedException {
    return asking
        .one(api.mpool().pending().ask(TipsetKey.HEAD))
        .map(all -> all.stream().map(signed -> signed.cid()).collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  private Map<Address, OptionalLong> nonces(List<OutboxRecord> records, TipsetKey at)
      throws RpcException, InterruptedException {
    Map<Address, OptionalLong> nonces = new HashMap<>();
    for (OutboxRecord record : records) {
      if (!nonces.containsKey(record.from())) {
        Optional<Actor> actor = asking.one(api.state().getActor().ask(record.from(), at));
        nonces.put(
            record.from(), actor.map(a -> OptionalLong.of(a.nonce())).orElse(OptionalLong.empty()));
      }
    }
    return nonces;
  }

  /** The nonces beyond the reach of reorganisations; asked only if they decide anything. */
  private Map<Address, OptionalLong> settled(
      List<OutboxRecord> absent, Map<Address, OptionalLong> atHead)
      throws RpcException, InterruptedException {
    List<OutboxRecord> past =
        absent.stream()
            .filter(record -> {
              OptionalLong next = atHead.getOrDefault(record.from(), OptionalLong.empty());
              return next.isPresent() && Long.compareUnsigned(next.getAsLong(), record.nonce()) > 0;
            })
            .toList();
    Epoch deep = head.height().minus(rules.finality()).minus(BEYOND);
    if (past.isEmpty() || deep.height() < 0) {
      return Map.of();
    }
    Optional<Tipset> tipset = asking.one(api.chain().getTipSetByHeight().ask(deep, head.key()));
    return tipset.isPresent() ? nonces(past, tipset.get().key()) : Map.of();
  }
}
