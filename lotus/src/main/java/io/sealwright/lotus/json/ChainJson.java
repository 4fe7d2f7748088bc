package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SIGNATURE;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ElectionProof;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.chain.VrfProof;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Receipt;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;

/**
 * The forms of messages, blocks and actors, for one network.
 *
 * @param message its CID is written and, being implied, not read
 * @param tipset one whose CIDs are not those of its blocks is refused
 */
public record ChainJson(
    JsonForm<Message> message,
    JsonForm<SignedMessage> signedMessage,
    JsonForm<BlockHeader> block,
    JsonForm<Tipset> tipset,
    JsonForm<Actor> actor) {
  public static final JsonForm<Receipt> RECEIPT =
      RecordForm.of(
          "types.MessageReceipt",
          Receipt.class,
          field("ExitCode", JsonForm.I64.mapped("exitcode", ExitCode::new, ExitCode::code)),
          field("Return", BYTES),
          field("GasUsed", JsonForm.I64),
          field("EventsRoot", CID.optional()));

  public static final JsonForm<PostProof> POST_PROOF =
      RecordForm.of(
          "proof.PoStProof",
          PostProof.class,
          field("PoStProof", JsonForm.I64),
          field("ProofBytes", BYTES));

  private static final JsonForm<VrfProof> VRF =
      BYTES.mapped("[]byte", VrfProof::new, VrfProof::bytes);

  public static final JsonForm<VrfProof> TICKET =
      RecordForm.of("types.Ticket", VrfProof.class, field("VRFProof", BYTES));

  public static final JsonForm<ElectionProof> ELECTION_PROOF =
      RecordForm.of(
          "types.ElectionProof",
          ElectionProof.class,
          field("WinCount", JsonForm.I64),
          field("VRFProof", VRF));

  public static final JsonForm<BeaconEntry> BEACON_ENTRY =
      RecordForm.of(
          "types.BeaconEntry", BeaconEntry.class, field("Round", UNSIGNED), field("Data", BYTES));

  /** A tipset as it is sent: what its blocks imply is there once more. */
  public record SentTipset(TipsetKey key, List<BlockHeader> blocks, Epoch height) {
    public SentTipset {
      blocks = List.copyOf(blocks);
    }

    static SentTipset of(Tipset tipset) {
      return new SentTipset(tipset.key(), tipset.blocks(), tipset.height());
    }

    Tipset checked() {
      Tipset tipset = new Tipset(blocks);
      if (!of(tipset).equals(this)) {
        throw new IllegalArgumentException("a tipset's CIDs or height are not those of its blocks");
      }
      return tipset;
    }
  }

  /** A message as it is sent, with the one version there is. */
  public record SentMessage(
      long version,
      Address to,
      Address from,
      long nonce,
      TokenAmount value,
      long gasLimit,
      TokenAmount gasFeeCap,
      TokenAmount gasPremium,
      MethodNumber method,
      ByteString params) {
    public SentMessage {
      if (version != 0) {
        throw new IllegalArgumentException("a message of version " + version);
      }
    }

    static SentMessage of(Message message) {
      return new SentMessage(
          0,
          message.to(),
          message.from(),
          message.nonce(),
          message.value(),
          message.gasLimit(),
          message.gasFeeCap(),
          message.gasPremium(),
          message.method(),
          message.params());
    }

    Message message() {
      return new Message(to, from, nonce, value, gasLimit, gasFeeCap, gasPremium, method, params);
    }
  }

  /** The forms of a network whose addresses have this letter. */
  public static ChainJson of(NetworkLetter letter) {
    JsonForm<Address> address = ValueJson.address(letter);
    JsonForm<Message> message = message(address);
    JsonForm<BlockHeader> block = block(address);
    return new ChainJson(
        message,
        RecordForm.withImplied(
            RecordForm.of(
                "types.SignedMessage",
                SignedMessage.class,
                field("Message", message),
                field("Signature", SIGNATURE)),
            "CID",
            signed -> CID.encode(signed.cid())),
        block,
        RecordForm.of(
                "types.TipSet",
                SentTipset.class,
                field("Cids", TIPSET_KEY),
                field("Blocks", block.list()),
                field("Height", EPOCH))
            .mapped("types.TipSet", SentTipset::checked, SentTipset::of),
        RecordForm.of(
            "types.Actor",
            Actor.class,
            field("Code", CID),
            field("Head", CID),
            field("Nonce", UNSIGNED),
            field("Balance", AMOUNT),
            field("DelegatedAddress", address.optional())));
  }

  private static JsonForm<Message> message(JsonForm<Address> address) {
    JsonForm<SentMessage> sent =
        RecordForm.of(
            "types.Message",
            SentMessage.class,
            field("Version", UNSIGNED.orIfAbsent(0L)),
            field("To", address),
            field("From", address),
            field("Nonce", UNSIGNED),
            field("Value", AMOUNT),
            field("GasLimit", JsonForm.I64),
            field("GasFeeCap", AMOUNT),
            field("GasPremium", AMOUNT),
            field("Method", ValueJson.METHOD),
            field("Params", BYTES));
    return RecordForm.withImplied(
        sent.mapped("types.Message", SentMessage::message, SentMessage::of),
        "CID",
        message -> CID.encode(message.cid()));
  }

  private static JsonForm<BlockHeader> block(JsonForm<Address> address) {
    return RecordForm.of(
        "types.BlockHeader",
        BlockHeader.class,
        field("Miner", address),
        field("Ticket", TICKET.optional()),
        field("ElectionProof", ELECTION_PROOF.optional()),
        field("BeaconEntries", ValueJson.slice(BEACON_ENTRY)),
        field("WinPoStProof", ValueJson.slice(POST_PROOF)),
        field("Parents", ValueJson.slice(CID)),
        field("ParentWeight", BIG),
        field("Height", EPOCH),
        field("ParentStateRoot", CID),
        field("ParentMessageReceipts", CID),
        field("Messages", CID),
        field("BLSAggregate", SIGNATURE.optional()),
        field("Timestamp", UNSIGNED),
        field("BlockSig", SIGNATURE.optional()),
        field("ForkSignaling", UNSIGNED),
        field("ParentBaseFee", AMOUNT));
  }
}
