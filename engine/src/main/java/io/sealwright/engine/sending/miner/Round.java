package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.Pricing;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.engine.sending.Sending.Wish;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that are made and sent at one head, one after another. */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);
  private static final String WOULD_FAIL = "message execution failed";

  private final Desk desk;
  private final Tipset head;
  private final OpenRecords records;
  private final Mailing mailing;
  private Optional<Payers> payers = Optional.empty();
  private Optional<TokenAmount> available = Optional.empty();

  /** What all rounds work with. */
  record Desk(
      FullNode node,
      MinerId miner,
      NetworkRules rules,
      OutboxRecords outbox,
      SenderSettings settings) {}

  private Round(Desk desk, Tipset head, OpenRecords records) {
    this.desk = desk;
    this.head = head;
    this.records = records;
    this.mailing = new Mailing(desk.node);
  }

  static Round begin(Desk desk) throws RpcException, InterruptedException, IOException {
    Tipset head = desk.node.head();
    return new Round(desk, head, OpenRecords.at(desk.node, desk.outbox.pending(), head));
  }

  /** A message that was not sent, with the reason. */
  private static final class PutOff extends Exception {
    private static final long serialVersionUID = 1L;

    PutOff(String words) {
      super(words);
    }
  }

  /** A message before it is priced. */
  private record Letter(
      MessagePurpose purpose,
      List<SectorNumber> sectors,
      Optional<String> key,
      ByteString params,
      TokenAmount locked) {}

  List<Delivery> deliver(List<Request> requests, Map<SectorNumber, SectorPlace> places)
      throws RpcException, InterruptedException, IOException {
    List<Delivery> deliveries = new ArrayList<>();
    List<Request> fresh = new ArrayList<>();
    for (Request request : requests) {
      Optional<OutboxRecord> same = records.doing(request);
      if (same.isPresent()) {
        deliveries.add(new Delivery.UnderWay(request, same.get().sent()));
      } else if (Batching.needsPlace(request) && !places.containsKey(number(request))) {
        deliveries.add(new Delivery.PutOff(request, "it is not known where the sector is proven"));
      } else {
        fresh.add(request);
      }
    }
    for (Batch batch : Batching.of(fresh, places, desk.settings.limits())) {
      deliveries.addAll(deliver(batch));
    }
    return deliveries;
  }

  private static SectorNumber number(Request request) {
    return request.known().pledged().id().number();
  }

  /** One bad sector of several is found by sending the halves by themselves. */
  private List<Delivery> deliver(Batch batch)
      throws RpcException, InterruptedException, IOException {
    try {
      OutboxRecord record = send(letter(batch));
      return each(batch, request -> new Delivery.UnderWay(request, record.sent()));
    } catch (PutOff e) {
      String why = String.valueOf(e.getMessage());
      return each(batch, request -> new Delivery.PutOff(request, why));
    } catch (SendRefused e) {
      if (batch.requests().size() == 1) {
        String why = String.valueOf(e.getMessage());
        return each(batch, request -> new Delivery.Refused(request, why));
      }
    }
    List<Delivery> deliveries = new ArrayList<>();
    for (Batch half : batch.halves()) {
      deliveries.addAll(deliver(half));
    }
    return deliveries;
  }

  private static List<Delivery> each(Batch batch, Function<Request, Delivery> delivery) {
    return batch.requests().stream().map(Batch.Placed::request).map(delivery).toList();
  }

  private Letter letter(Batch batch) throws RpcException, InterruptedException {
    return new Letter(
        batch.purpose(), batch.sectors(), Optional.empty(), batch.params(), collateral(batch));
  }

  private TokenAmount collateral(Batch batch) throws RpcException, InterruptedException {
    if (Batching.needsPlace(batch.requests().getFirst().request())) {
      return TokenAmount.ZERO;
    }
    SealProof proof = batch.requests().getFirst().request().known().pledged().proof();
    SectorPrices prices = SectorPrices.at(desk.node, desk.miner, proof, desk.rules, head);
    return batch.collateral(prices.deposit(), prices.pledge());
  }

  /** The message of a key, unless there was one before. */
  OutboxRecord sendOnce(String key, MessagePurpose purpose, ByteString params)
      throws RpcException, InterruptedException, IOException, SendRefused {
    Optional<OutboxRecord> before = desk.outbox.keyed(key);
    if (before.isPresent()) {
      return before.get();
    }
    try {
      return send(new Letter(purpose, List.of(), Optional.of(key), params, TokenAmount.ZERO));
    } catch (PutOff e) {
      throw new SendRefused(String.valueOf(e.getMessage()));
    }
  }

  private OutboxRecord send(Letter letter)
      throws RpcException, InterruptedException, IOException, SendRefused, PutOff {
    TokenAmount value = desk.settings.collateral().toSend(letter.locked, available(letter.locked));
    Message priced = price(letter, value);
    requireLanding(letter, priced);
    long nonce = records.nextNonce(priced.from(), mailing.nonce(priced.from()));
    SignedMessage signed = mailing.sign(priced.withNonce(nonce));
    OutboxRecord record =
        new OutboxRecord(
            letter.purpose,
            letter.sectors,
            letter.key,
            signed,
            letter.locked.minus(value).max(TokenAmount.ZERO),
            head.height());
    desk.outbox.reserve(record);
    records.add(record);
    push(record);
    return record;
  }

  private Message price(Letter letter, TokenAmount value)
      throws RpcException, InterruptedException, SendRefused, PutOff {
    TokenAmount fee = desk.settings.fees().of(letter.purpose, Math.max(1, letter.sectors.size()));
    List<Payer> able = payers().of(letter.purpose, records.open());
    Payer payer =
        Payer.choose(able, value, fee)
            .orElseThrow(() ->
                new PutOff("no address that may send for the miner can pay " + value.brief()));
    Wish wish =
        new Wish(
            payer.key(),
            Address.of(desk.miner),
            value,
            letter.purpose.method().number(),
            letter.params);
    Message priced = tried(wish, fee);
    TokenAmount cost = priced.worstCost();
    if (payer.spendable().compareTo(cost) < 0) {
      throw new PutOff("the sender has not the " + cost.brief() + " it may cost");
    }
    return priced;
  }

  /** A refusal for what the message does is told apart from one for how the node is. */
  private Message tried(Wish wish, TokenAmount fee)
      throws RpcException, InterruptedException, SendRefused, PutOff {
    try {
      return new Pricing(desk.node).price(wish, fee);
    } catch (SendRefused e) {
      String words = String.valueOf(e.getMessage());
      if (words.contains(WOULD_FAIL)) {
        throw e;
      }
      throw new PutOff(words);
    }
  }

  /** A message below the base fee blocks all behind it. A proof is sent all the same. */
  private void requireLanding(Letter letter, Message priced) throws PutOff {
    TokenAmount baseFee = head.parentBaseFee();
    if (letter.purpose != MessagePurpose.WINDOW_POST && priced.gasFeeCap().compareTo(baseFee) < 0) {
      throw new PutOff(
          "gas costs %s a unit, and the limit of the message's fee allows %s"
              .formatted(baseFee.brief(), priced.gasFeeCap().brief()));
    }
  }

  /** A refused message was never anywhere: only this node has seen its signature. */
  private void push(OutboxRecord record) throws InterruptedException, IOException, PutOff {
    switch (mailing.push(record.signed())) {
      case Mailing.Pushed.Taken _ -> {}
      case Mailing.Pushed.Unknown(String why) ->
          LOG.warn("message {} is given to the pool again later: {}", record.cid(), why);
      case Mailing.Pushed.Refused(String words) -> {
        desk.outbox.settle(record.cid(), new MessageFate.None());
        records.remove(record.cid());
        throw new PutOff(words);
      }
    }
  }

  private Payers payers() throws RpcException, InterruptedException {
    if (payers.isEmpty()) {
      payers = Optional.of(Payers.of(desk.node, desk.miner, desk.settings.roles()));
    }
    return payers.get();
  }

  /** What the miner has free, less what messages that may still land will take. */
  private TokenAmount available(TokenAmount locked) throws RpcException, InterruptedException {
    if (locked.isZero()) {
      return TokenAmount.ZERO;
    }
    if (available.isEmpty()) {
      available =
          Optional.of(
              desk.node.ask(
                  desk.node
                      .api()
                      .miner()
                      .availableBalance()
                      .ask(Address.of(desk.miner), head.key())));
    }
    return available.get().minus(records.locks());
  }
}
