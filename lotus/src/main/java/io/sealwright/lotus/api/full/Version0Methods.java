package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.MinerJson;
import io.sealwright.lotus.json.NodeJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Receipt;
import java.util.Optional;

/** What {@code /rpc/v0} has otherwise, or alone. */
public final class Version0Methods {
  private final JsonForm<Address> address;

  public Version0Methods(NetworkLetter letter) {
    address = ValueJson.address(letter);
  }

  /** Until so many epochs lie on top of the message. */
  public Method2<Cid, Long, MessageLookup> waitMsg() {
    return query("StateWaitMsg", READ, NodeJson.MESSAGE_LOOKUP).taking(CID, UNSIGNED);
  }

  public Method3<Cid, Long, Epoch, MessageLookup> waitMsgLimited() {
    return query("StateWaitMsgLimited", READ, NodeJson.MESSAGE_LOOKUP).taking(CID, UNSIGNED, EPOCH);
  }

  public Method1<Cid, Optional<MessageLookup>> searchMsg() {
    return query("StateSearchMsg", READ, NodeJson.MESSAGE_LOOKUP.optional()).taking(CID);
  }

  public Method2<Cid, Epoch, Optional<MessageLookup>> searchMsgLimited() {
    return query("StateSearchMsgLimited", READ, NodeJson.MESSAGE_LOOKUP.optional())
        .taking(CID, EPOCH);
  }

  public Method2<Cid, TipsetKey, Optional<Receipt>> getReceipt() {
    return query("StateGetReceipt", READ, ChainJson.RECEIPT.optional()).taking(CID, TIPSET_KEY);
  }

  /** An error where there is none. */
  public Method3<Address, SectorNumber, TipsetKey, PreCommit> sectorPreCommitInfo() {
    return query("StateSectorPreCommitInfo", READ, MinerJson.PRE_COMMIT)
        .taking(address, SECTOR_NUMBER, TIPSET_KEY);
  }

  public Method4<TipsetKey, Long, Epoch, ByteString, ByteString> getRandomnessFromTickets() {
    return query("ChainGetRandomnessFromTickets", READ, BYTES)
        .taking(TIPSET_KEY, JsonForm.I64, EPOCH, BYTES);
  }

  public Method4<TipsetKey, Long, Epoch, ByteString, ByteString> getRandomnessFromBeacon() {
    return query("ChainGetRandomnessFromBeacon", READ, BYTES)
        .taking(TIPSET_KEY, JsonForm.I64, EPOCH, BYTES);
  }

  public Method1<Epoch, BeaconEntry> getBeaconEntry() {
    return query("BeaconGetEntry", READ, ChainJson.BEACON_ENTRY).taking(EPOCH);
  }
}
