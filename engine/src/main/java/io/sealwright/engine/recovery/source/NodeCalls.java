package io.sealwright.engine.recovery.source;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SEALED;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.MinerJson;
import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.typed.Draft;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The questions to a full node, of which only what recovery needs is read: that much both
 * generations of nodes answer alike.
 */
record NodeCalls(
    Method0<Tipset> head,
    Method1<TipsetKey, Tipset> tipset,
    Method2<Epoch, TipsetKey, Tipset> tipsetByHeight,
    Method2<Address, TipsetKey, Size> minerSize,
    Method3<Address, SectorNumber, TipsetKey, Optional<Proven>> sector,
    Method3<Address, SectorNumber, TipsetKey, Optional<PreCommit>> preCommit,
    Method3<Address, SectorNumber, TipsetKey, Boolean> numberUsed,
    Method4<Long, Epoch, ByteString, TipsetKey, ByteString> randomness,
    Method3<To, TipsetKey, Epoch, List<Cid>> messages,
    Method1<Cid, Message> message,
    Method1<Cid, List<Included>> parentMessages,
    Method4<Optional<TipsetKey>, Cid, Long, Boolean, Optional<Lookup>> search) {

  /** Of a miner's sectors, in bytes. */
  record Size(long sectorSize) {}

  /** A sector the chain has. */
  record Proven(
      long sealProof,
      CommR sealed,
      Epoch activation,
      BigInteger dealWeight,
      BigInteger verifiedDealWeight,
      Optional<CommR> key) {}

  /** Messages to somebody. */
  record To(Address to) {}

  /** A message and its CID, which for a signed one is not that of its fields. */
  record Included(Cid cid, Message message) {}

  /** What became of a message. */
  record Lookup(Receipt receipt, Epoch height) {}

  static NodeCalls of(NetworkLetter letter) {
    ChainJson chain = ChainJson.of(letter);
    JsonForm<Address> address = ValueJson.address(letter);
    return new NodeCalls(
        query("ChainHead", chain.tipset()).taking(),
        query("ChainGetTipSet", chain.tipset()).taking(TIPSET_KEY),
        query("ChainGetTipSetByHeight", chain.tipset()).taking(EPOCH, TIPSET_KEY),
        query("StateMinerInfo", size()).taking(address, TIPSET_KEY),
        query("StateSectorGetInfo", proven().optional())
            .taking(address, SECTOR_NUMBER, TIPSET_KEY),
        query("StateSectorPreCommitInfo", MinerJson.PRE_COMMIT.optional())
            .taking(address, SECTOR_NUMBER, TIPSET_KEY),
        query("StateMinerSectorAllocated", JsonForm.BOOL)
            .taking(address, SECTOR_NUMBER, TIPSET_KEY),
        query("StateGetRandomnessFromTickets", BYTES)
            .taking(JsonForm.I64, EPOCH, BYTES, TIPSET_KEY),
        query("StateListMessages", CID.list())
            .taking(
                RecordForm.of("api.MessageMatch", To.class, field("To", address)),
                TIPSET_KEY,
                EPOCH),
        query("ChainGetMessage", chain.message()).taking(CID),
        query("ChainGetParentMessages", included(chain).list()).taking(CID),
        query("StateSearchMsg", lookup().optional())
            .taking(TIPSET_KEY.optional(), CID, JsonForm.I64, JsonForm.BOOL));
  }

  private static <R> Draft<R> query(String name, JsonForm<R> result) {
    return Draft.query(name, Permission.READ, result);
  }

  private static JsonForm<Size> size() {
    return RecordForm.of("api.MinerInfo", Size.class, field("SectorSize", JsonForm.I64));
  }

  private static JsonForm<Proven> proven() {
    return RecordForm.of(
        "miner.SectorOnChainInfo",
        Proven.class,
        field("SealProof", JsonForm.I64),
        field("SealedCID", SEALED),
        field("Activation", EPOCH),
        field("DealWeight", BIG),
        field("VerifiedDealWeight", BIG),
        field("SectorKeyCID", SEALED.optional()));
  }

  private static JsonForm<Included> included(ChainJson chain) {
    return RecordForm.of(
        "api.Message", Included.class, field("Cid", CID), field("Message", chain.message()));
  }

  private static JsonForm<Lookup> lookup() {
    return RecordForm.of(
        "api.MsgLookup",
        Lookup.class,
        field("Receipt", ChainJson.RECEIPT),
        field("Height", EPOCH));
  }
}
