package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.METHOD;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.NetworkJson;
import io.sealwright.lotus.json.NodeJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.Invocation;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.node.MessageMatch;
import io.sealwright.lotus.node.NetworkParameters;
import io.sealwright.lotus.node.ReadState;
import io.sealwright.lotus.node.Supply;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.network.NetworkVersion;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The state of actors and of the network at a tipset. */
public final class StateMethods {
  private final JsonForm<Address> address;
  private final ChainJson chain;
  private final NodeJson node;

  public StateMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
    chain = ChainJson.of(letter);
    node = NodeJson.of(letter);
  }

  public Method2<Address, TipsetKey, Actor> getActor() {
    return query("StateGetActor", READ, chain.actor()).taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, ReadState> readState() {
    return query("StateReadState", READ, NodeJson.READ_STATE).taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, Address> lookupId() {
    return query("StateLookupID", READ, address).taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, Address> accountKey() {
    return query("StateAccountKey", READ, address).taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, Address> lookupRobustAddress() {
    return query("StateLookupRobustAddress", READ, address).taking(address, TIPSET_KEY);
  }

  public Method1<TipsetKey, List<Address>> listActors() {
    return query("StateListActors", READ, address.list()).taking(TIPSET_KEY);
  }

  public Method1<TipsetKey, List<Address>> listMiners() {
    return query("StateListMiners", READ, address.list()).taking(TIPSET_KEY);
  }

  /** The CIDs of messages that match, from a tipset back to a height. */
  public Method3<MessageMatch, TipsetKey, Epoch, List<Cid>> listMessages() {
    return query("StateListMessages", READ, slice(CID))
        .taking(node.messageMatch(), TIPSET_KEY, EPOCH);
  }

  /** What a message would do, its gas paid for and its signature not asked for. */
  public Method2<Message, TipsetKey, Invocation> call() {
    return query("StateCall", READ, node.invocation()).taking(chain.message(), TIPSET_KEY);
  }

  /** What a message did. */
  public Method2<TipsetKey, Cid, Invocation> replay() {
    return query("StateReplay", READ, node.invocation()).taking(TIPSET_KEY, CID);
  }

  public Method3<Epoch, List<Message>, TipsetKey, ReadState.Computed> compute() {
    return query("StateCompute", READ, node.computed())
        .taking(EPOCH, chain.message().list(), TIPSET_KEY);
  }

  /**
   * Where a message is on the chain: from a tipset back so many epochs, −1 for all; and whether one
   * that replaced it counts.
   */
  public Method4<TipsetKey, Cid, Epoch, Boolean, Optional<MessageLookup>> searchMsg() {
    return query("StateSearchMsg", READ, NodeJson.MESSAGE_LOOKUP.optional())
        .taking(TIPSET_KEY, CID, EPOCH, JsonForm.BOOL);
  }

  /** The same once it is on the chain and so many epochs lie on top of it. */
  public Method4<Cid, Long, Epoch, Boolean, MessageLookup> waitMsg() {
    return query("StateWaitMsg", READ, NodeJson.MESSAGE_LOOKUP)
        .taking(CID, UNSIGNED, EPOCH, JsonForm.BOOL);
  }

  /** Parameters of a method as JSON. */
  public Method4<Address, MethodNumber, ByteString, TipsetKey, JsonNode> decodeParams() {
    return query("StateDecodeParams", READ, JsonForm.RAW)
        .taking(address, METHOD, BYTES, TIPSET_KEY);
  }

  /** Parameters of a method of an actor's code as CBOR. */
  public Method3<Cid, MethodNumber, JsonNode, ByteString> encodeParams() {
    return query("StateEncodeParams", READ, BYTES).taking(CID, METHOD, JsonForm.RAW);
  }

  public Method0<String> networkName() {
    return query("StateNetworkName", READ, JsonForm.TEXT.named("dtypes.NetworkName")).taking();
  }

  public Method1<TipsetKey, NetworkVersion> networkVersion() {
    return query("StateNetworkVersion", READ, NetworkJson.VERSION).taking(TIPSET_KEY);
  }

  public Method0<NetworkParameters> getNetworkParams() {
    return query("StateGetNetworkParams", READ, NetworkJson.PARAMETERS).taking();
  }

  /** The code of each actor by its name, at a network version. */
  public Method1<NetworkVersion, Map<String, Cid>> actorCodeCids() {
    return query(
            "StateActorCodeCIDs",
            READ,
            CID.mapBy("string", Function.identity(), Function.identity()))
        .taking(NetworkJson.VERSION);
  }

  public Method1<NetworkVersion, Cid> actorManifestCid() {
    return query("StateActorManifestCID", READ, CID).taking(NetworkJson.VERSION);
  }

  public Method1<TipsetKey, TokenAmount> circulatingSupply() {
    return query("StateCirculatingSupply", READ, AMOUNT).taking(TIPSET_KEY);
  }

  public Method1<TipsetKey, Supply> vmCirculatingSupplyInternal() {
    return query("StateVMCirculatingSupplyInternal", READ, NetworkJson.SUPPLY).taking(TIPSET_KEY);
  }

  public Method1<TipsetKey, Address> verifiedRegistryRootKey() {
    return query("StateVerifiedRegistryRootKey", READ, address).taking(TIPSET_KEY);
  }

  /** How much datacap a client has left; none if it is not one. */
  public Method2<Address, TipsetKey, Optional<BigInteger>> verifiedClientStatus() {
    return query("StateVerifiedClientStatus", READ, BIG.optional()).taking(address, TIPSET_KEY);
  }
}
