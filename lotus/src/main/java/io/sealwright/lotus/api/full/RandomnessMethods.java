package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;

/** Randomness of the chain and its beacon. */
public final class RandomnessMethods {

  /** Drawn for a purpose (a number) at an epoch, with entropy. The tipset must be named. */
  public Method4<Long, Epoch, ByteString, TipsetKey, ByteString> fromTickets() {
    return query("StateGetRandomnessFromTickets", READ, BYTES)
        .taking(JsonForm.I64, EPOCH, BYTES, TIPSET_KEY);
  }

  /** Drawn for a purpose (a number) at an epoch, with entropy. */
  public Method4<Long, Epoch, ByteString, TipsetKey, ByteString> fromBeacon() {
    return query("StateGetRandomnessFromBeacon", READ, BYTES)
        .taking(JsonForm.I64, EPOCH, BYTES, TIPSET_KEY);
  }

  public Method2<Epoch, TipsetKey, ByteString> digestFromTickets() {
    return query("StateGetRandomnessDigestFromTickets", READ, BYTES).taking(EPOCH, TIPSET_KEY);
  }

  public Method2<Epoch, TipsetKey, ByteString> digestFromBeacon() {
    return query("StateGetRandomnessDigestFromBeacon", READ, BYTES).taking(EPOCH, TIPSET_KEY);
  }

  public Method1<Epoch, BeaconEntry> getBeaconEntry() {
    return query("StateGetBeaconEntry", READ, ChainJson.BEACON_ENTRY).taking(EPOCH);
  }
}
