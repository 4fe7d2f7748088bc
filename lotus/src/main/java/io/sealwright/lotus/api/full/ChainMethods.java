package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.channel;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.NodeJson;
import io.sealwright.lotus.node.BlockMessages;
import io.sealwright.lotus.node.BlockMessages.Included;
import io.sealwright.lotus.node.HeadChange;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.RpcChannel.OnLoss;
import io.sealwright.lotus.rpc.typed.Channel0;
import io.sealwright.lotus.rpc.typed.Channel3;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import java.math.BigInteger;
import java.util.List;

/** Blocks, messages and objects as they are, without executing anything. */
public final class ChainMethods {
  private final ChainJson chain;
  private final NodeJson node;

  public ChainMethods(NetworkLetter letter) {
    chain = ChainJson.of(letter);
    node = NodeJson.of(letter);
  }

  /**
   * News of the head, in the order they happened, with as many steps each as were taken at once.
   */
  public Channel0<List<HeadChange>> notifyHead() {
    return channel("ChainNotify", READ, OnLoss.RESUBSCRIBE, node.headChange().list()).taking();
  }

  public Method0<Tipset> head() {
    return query("ChainHead", READ, chain.tipset()).taking();
  }

  public Method0<Tipset> getGenesis() {
    return query("ChainGetGenesis", READ, chain.tipset()).taking();
  }

  public Method0<Tipset> getFinalizedTipSet() {
    return query("ChainGetFinalizedTipSet", READ, chain.tipset()).taking();
  }

  public Method1<Cid, BlockHeader> getBlock() {
    return query("ChainGetBlock", READ, chain.block()).taking(CID);
  }

  public Method1<TipsetKey, Tipset> getTipSet() {
    return query("ChainGetTipSet", READ, chain.tipset()).taking(TIPSET_KEY);
  }

  /** The tipset at a height, or the one before it where that epoch has none. */
  public Method2<Epoch, TipsetKey, Tipset> getTipSetByHeight() {
    return query("ChainGetTipSetByHeight", READ, chain.tipset()).taking(EPOCH, TIPSET_KEY);
  }

  /** The tipset at a height, or the one after it where that epoch has none. */
  public Method2<Epoch, TipsetKey, Tipset> getTipSetAfterHeight() {
    return query("ChainGetTipSetAfterHeight", READ, chain.tipset()).taking(EPOCH, TIPSET_KEY);
  }

  public Method1<Cid, BlockMessages> getBlockMessages() {
    return query("ChainGetBlockMessages", READ, node.blockMessages()).taking(CID);
  }

  /** The messages that were executed before a block: those of its parents, each once. */
  public Method1<Cid, List<Included>> getParentMessages() {
    return query("ChainGetParentMessages", READ, slice(node.included())).taking(CID);
  }

  /** One for each message of {@code ChainGetParentMessages}, in the same order. */
  public Method1<Cid, List<Receipt>> getParentReceipts() {
    return query("ChainGetParentReceipts", READ, ChainJson.RECEIPT.list()).taking(CID);
  }

  public Method1<TipsetKey, List<Included>> getMessagesInTipset() {
    return query("ChainGetMessagesInTipset", READ, slice(node.included())).taking(TIPSET_KEY);
  }

  public Method1<Cid, Message> getMessage() {
    return query("ChainGetMessage", READ, chain.message()).taking(CID);
  }

  /** The steps from one tipset to another. */
  public Method2<TipsetKey, TipsetKey, List<HeadChange>> getPath() {
    return query("ChainGetPath", READ, node.headChange().list()).taking(TIPSET_KEY, TIPSET_KEY);
  }

  public Method1<Cid, ByteString> readObj() {
    return query("ChainReadObj", READ, BYTES).taking(CID);
  }

  public Method1<Cid, Boolean> hasObj() {
    return query("ChainHasObj", READ, JsonForm.BOOL).taking(CID);
  }

  public Method1<TipsetKey, BigInteger> tipSetWeight() {
    return query("ChainTipSetWeight", READ, BIG).taking(TIPSET_KEY);
  }

  public Method1<TipsetKey, Nothing> setHead() {
    return command("ChainSetHead", ADMIN, JsonForm.NOTHING).taking(TIPSET_KEY);
  }

  /**
   * A snapshot in pieces: how many recent state trees, whether to leave older messages out, and
   * from which tipset. An empty piece ends it; a stream that closes without one failed.
   */
  public Channel3<Epoch, Boolean, TipsetKey, ByteString> export() {
    return channel("ChainExport", READ, OnLoss.END, BYTES).taking(EPOCH, JsonForm.BOOL, TIPSET_KEY);
  }
}
