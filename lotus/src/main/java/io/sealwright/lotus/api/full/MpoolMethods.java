package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.auth.Permission.SIGN;
import static io.sealwright.lotus.rpc.auth.Permission.WRITE;
import static io.sealwright.lotus.rpc.typed.Draft.channel;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.NodeJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.MessageCheck;
import io.sealwright.lotus.node.PoolChange;
import io.sealwright.lotus.node.PoolRules;
import io.sealwright.lotus.node.Prototype;
import io.sealwright.lotus.node.SendSpec;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.typed.Channel0;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The pool of messages that wait for a block. */
public final class MpoolMethods {
  private final JsonForm<Address> address;
  private final ChainJson chain;
  private final NodeJson node;

  public MpoolMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
    chain = ChainJson.of(letter);
    node = NodeJson.of(letter);
  }

  public Method1<TipsetKey, List<SignedMessage>> pending() {
    return query("MpoolPending", READ, chain.signedMessage().list()).taking(TIPSET_KEY);
  }

  /** The messages a block on a tipset should take, for a ticket of this quality. */
  public Method2<TipsetKey, BigDecimal, List<SignedMessage>> select() {
    return query("MpoolSelect", READ, slice(chain.signedMessage()))
        .taking(TIPSET_KEY, JsonForm.DECIMAL);
  }

  /**
   * A message signed already. Pushing it again changes nothing, but its outcome may be an error.
   */
  public Method1<SignedMessage, Cid> push() {
    return command("MpoolPush", WRITE, CID).taking(chain.signedMessage());
  }

  public Method1<SignedMessage, Cid> pushUntrusted() {
    return command("MpoolPushUntrusted", WRITE, CID).taking(chain.signedMessage());
  }

  /** Sets nonce and gas, signs and pushes. */
  public Method2<Message, Optional<SendSpec>, SignedMessage> pushMessage() {
    return command("MpoolPushMessage", SIGN, chain.signedMessage())
        .taking(chain.message(), NodeJson.SEND_SPEC.optional());
  }

  public Method1<List<SignedMessage>, List<Cid>> batchPush() {
    return command("MpoolBatchPush", WRITE, CID.list()).taking(chain.signedMessage().list());
  }

  public Method2<List<Message>, Optional<SendSpec>, List<SignedMessage>> batchPushMessage() {
    return command("MpoolBatchPushMessage", SIGN, chain.signedMessage().list())
        .taking(chain.message().list(), NodeJson.SEND_SPEC.optional());
  }

  /** For each message the outcome of every check. */
  public Method1<List<Prototype>, List<List<MessageCheck>>> checkMessages() {
    return query("MpoolCheckMessages", READ, slice(slice(NodeJson.MESSAGE_CHECK)))
        .taking(node.prototype().list());
  }

  public Method1<Address, List<List<MessageCheck>>> checkPendingMessages() {
    return query("MpoolCheckPendingMessages", READ, slice(slice(NodeJson.MESSAGE_CHECK)))
        .taking(address);
  }

  public Method1<List<Message>, List<List<MessageCheck>>> checkReplaceMessages() {
    return query("MpoolCheckReplaceMessages", READ, slice(slice(NodeJson.MESSAGE_CHECK)))
        .taking(chain.message().list());
  }

  public Method1<Address, Long> getNonce() {
    return query("MpoolGetNonce", READ, UNSIGNED).taking(address);
  }

  public Channel0<PoolChange> subscribe() {
    return channel("MpoolSub", READ, OnLoss.RESUBSCRIBE, node.poolChange()).taking();
  }

  /** Drops all, the own ones too if so told. */
  public Method1<Boolean, Nothing> clear() {
    return command("MpoolClear", WRITE, JsonForm.NOTHING).taking(JsonForm.BOOL);
  }

  public Method0<PoolRules> getConfig() {
    return query("MpoolGetConfig", READ, node.poolRules()).taking();
  }

  public Method1<PoolRules, Nothing> setConfig() {
    return command("MpoolSetConfig", ADMIN, JsonForm.NOTHING).taking(node.poolRules());
  }
}
