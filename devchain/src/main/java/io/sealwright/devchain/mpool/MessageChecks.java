package io.sealwright.devchain.mpool;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.consensus.BaseFee;
import io.sealwright.devchain.mpool.MessageCheck.Code;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at messages before they are signed, and tells all that speaks against each. */
final class MessageChecks {
  private static final long BOUND_FACTOR = 10;
  private static final int SIGNATURE_ROOM = 128;
  private static final String BELOW_UPPER_BOUND =
      "GasFeeCap less than base fee upper bound for inclusion in next 20 epochs";

  private final Chain chain;
  private final Mpool pool;

  /** A message, and whether its nonce is to be looked at or will be given later. */
  record Proposal(Message message, boolean nonceSet) {}

  /** What is known of a sender while its messages are gone through. */
  private static final class Sender {
    private long nextNonce;
    private TokenAmount required = TokenAmount.ZERO;
  }

  MessageChecks(Chain chain, Mpool pool) {
    this.chain = chain;
    this.pool = pool;
  }

  /** Checks messages that come after the pending ones of their senders. */
  List<List<MessageCheck>> ofNew(List<Proposal> proposals) throws IOException {
    return check(proposals, false);
  }

  /** Checks the pending messages of a sender. */
  List<List<MessageCheck>> ofPending(Address sender) throws IOException {
    List<SignedMessage> pending = pool.pendingOf(sender);
    return check(pending.stream().map(m -> new Proposal(m.message(), true)).toList(), true);
  }

  /** Checks messages in the place of pending ones, together with all others of their senders. */
  List<List<MessageCheck>> ofReplacements(List<Message> replacements) throws IOException {
    Map<Address, TreeMap<Long, Message>> bySender = new LinkedHashMap<>();
    for (Message message : replacements) {
      if (!bySender.containsKey(message.from())) {
        TreeMap<Long, Message> row = new TreeMap<>(Long::compareUnsigned);
        pool.pendingOf(message.from()).forEach(m -> row.put(m.message().nonce(), m.message()));
        bySender.put(message.from(), row);
      }
      bySender.get(message.from()).put(message.nonce(), message);
    }
    List<Proposal> all = new ArrayList<>();
    bySender.values().forEach(row -> row.values().forEach(m -> all.add(new Proposal(m, true))));
    return check(all, true);
  }

  private List<List<MessageCheck>> check(List<Proposal> proposals, boolean pending)
      throws IOException {
    Tipset head = chain.head();
    Map<Address, Sender> senders = new HashMap<>();
    List<List<MessageCheck>> all = new ArrayList<>();
    for (Proposal proposal : proposals) {
      Report report = new Report(proposal.message);
      Optional<Sender> sender = stateOf(report, senders, head, pending);
      if (sender.isPresent()) {
        check(report, proposal, sender.orElseThrow(), head);
      }
      all.add(report.checks);
    }
    return all;
  }

  private void check(Report report, Proposal proposal, Sender sender, Tipset head)
      throws IOException {
    Message message = proposal.message;
    Optional<Actor> actor = pool.accounts().find(message.from(), head);
    if (actor.isEmpty()) {
      report.bad(Code.GET_STATE_BALANCE, "error retrieving state balance: actor not found");
      return;
    }
    TokenAmount balance = actor.orElseThrow().balance();
    report.good(Code.GET_STATE_BALANCE, Map.of("balance", balance.decimal()));
    int size = MessageCbor.MESSAGE.encode(message).length;
    report.good(Code.SERIALIZE, Map.of());
    report.check(
        Code.SIZE, size <= Validity.MAX_SIZE - SIGNATURE_ROOM, "message too big", Map.of());
    Optional<String> objection = Validity.objection(message, 0);
    report.check(
        Code.VALIDITY,
        objection.isEmpty(),
        "syntactically invalid message: " + objection.orElse(""),
        Map.of());
    if (objection.isPresent()) {
      return;
    }
    checkGas(report, message, size, head.blocks().getFirst().parentBaseFee());
    checkState(report, proposal, sender, balance);
  }

  private static void checkGas(Report report, Message message, int size, TokenAmount fee) {
    Validity.MinimumGas least = Validity.MinimumGas.of(size);
    report.check(
        Code.MIN_GAS,
        message.gasLimit() >= least.total(),
        "GasLimit less than epoch minimum gas",
        Map.of("minGas", charge(least)));
    TokenAmount cap = message.gasFeeCap();
    boolean aboveMinimum = cap.compareTo(BaseFee.MINIMUM) >= 0;
    report.check(
        Code.MIN_BASE_FEE, aboveMinimum, "GasFeeCap less than minimum base fee", Map.of());
    if (!aboveMinimum) {
      return;
    }
    report.check(
        Code.BASE_FEE,
        cap.compareTo(fee) >= 0,
        "GasFeeCap less than current base fee",
        Map.of("baseFee", fee.decimal()));
    TokenAmount lower = Admission.lowerBound(fee, BOUND_FACTOR);
    report.check(
        Code.BASE_FEE_LOWER_BOUND,
        cap.compareTo(lower) >= 0,
        "GasFeeCap less than base fee lower bound for inclusion in next 20 epochs",
        Map.of("baseFeeLowerBound", lower.decimal(), "baseFee", fee.decimal()));
    TokenAmount upper = fee.times(BOUND_FACTOR);
    boolean belowUpper = cap.compareTo(upper) < 0;
    report.add(
        Code.BASE_FEE_UPPER_BOUND,
        true, // A warning rather than a fault.
        belowUpper ? Optional.of(BELOW_UPPER_BOUND) : Optional.empty(),
        Map.of("baseFeeUpperBound", upper.decimal(), "baseFee", fee.decimal()));
  }

  private static void checkState(
      Report report, Proposal proposal, Sender sender, TokenAmount balance) {
    Message message = proposal.message;
    long next = sender.nextNonce;
    boolean fits = !proposal.nonceSet || message.nonce() == next;
    report.check(
        Code.NONCE,
        fits,
        "message nonce doesn't match next nonce (" + Long.toUnsignedString(next) + ")",
        Map.of("nextNonce", next));
    sender.nextNonce += fits ? 1 : 0;
    sender.required =
        sender.required.plus(SenderQueue.gasFunds(message)).plus(message.value());
    report.check(
        Code.BALANCE,
        balance.compareTo(sender.required) >= 0,
        "insufficient balance",
        Map.of("requiredFunds", sender.required.decimal()));
  }

  /** What is known of a sender; at its first message, found out and reported. */
  private Optional<Sender> stateOf(
      Report report, Map<Address, Sender> senders, Tipset head, boolean pending)
      throws IOException {
    Address from = report.message.from();
    Sender known = senders.get(from);
    if (known != null) {
      report.good(Code.GET_STATE_NONCE, Map.of());
      return Optional.of(known);
    }
    Sender sender = new Sender();
    Optional<Mpool.Waiting> waiting = pending ? Optional.empty() : pool.waiting(from);
    if (waiting.isPresent()) {
      sender.nextNonce = waiting.orElseThrow().nextNonce();
      sender.required = waiting.orElseThrow().gasFunds();
      for (SignedMessage message : waiting.orElseThrow().messages()) {
        sender.required = sender.required.plus(message.message().value());
      }
    } else {
      try {
        sender.nextNonce = pool.accounts().require(from, head).nonce();
      } catch (MessageRefused e) {
        report.bad(Code.GET_STATE_NONCE, "error retrieving state nonce: " + e.getMessage());
        return Optional.empty();
      }
    }
    senders.put(from, sender);
    report.good(Code.GET_STATE_NONCE, Map.of("nonce", sender.nextNonce));
    return Optional.of(sender);
  }

  private static Map<String, Object> charge(Validity.MinimumGas gas) {
    return Map.of(
        "Name", "OnChainMessage",
        "ComputeGas", gas.compute(),
        "StorageGas", gas.storage(),
        "VirtualCompute", 0L,
        "VirtualStorage", 0L);
  }

  /** What was found of one message. */
  private static final class Report {
    private final Message message;
    private final List<MessageCheck> checks = new ArrayList<>();

    Report(Message message) {
      this.message = message;
    }

    void good(Code code, Map<String, Object> hint) {
      add(code, true, Optional.empty(), hint);
    }

    void bad(Code code, String error) {
      add(code, false, Optional.of(error), Map.of());
    }

    void check(Code code, boolean holds, String otherwise, Map<String, Object> hint) {
      add(code, holds, holds ? Optional.empty() : Optional.of(otherwise), hint);
    }

    void add(Code code, boolean ok, Optional<String> error, Map<String, Object> hint) {
      checks.add(new MessageCheck(message.cid(), code, ok, error, hint));
    }
  }
}
