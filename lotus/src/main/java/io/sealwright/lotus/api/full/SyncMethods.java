package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.NodeJson;
import io.sealwright.lotus.node.SyncProgress;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;

/** How the chain is followed. */
public final class SyncMethods {
  private final NodeJson node;

  public SyncMethods(NetworkLetter letter) {
    node = NodeJson.of(letter);
  }

  public Method0<SyncProgress> state() {
    return query("SyncState", READ, node.syncProgress()).taking();
  }

  /** Why a block is marked bad; empty if it is not. */
  public Method1<Cid, String> checkBad() {
    return query("SyncCheckBad", READ, JsonForm.TEXT).taking(CID);
  }

  public Method1<Cid, Nothing> markBad() {
    return command("SyncMarkBad", ADMIN, JsonForm.NOTHING).taking(CID);
  }

  public Method1<Cid, Nothing> unmarkBad() {
    return command("SyncUnmarkBad", ADMIN, JsonForm.NOTHING).taking(CID);
  }

  public Method0<Nothing> unmarkAllBad() {
    return command("SyncUnmarkAllBad", ADMIN, JsonForm.NOTHING).taking();
  }

  public Method1<TipsetKey, Nothing> checkpoint() {
    return command("SyncCheckpoint", ADMIN, JsonForm.NOTHING).taking(TIPSET_KEY);
  }

  public Method1<TipsetKey, Boolean> validateTipset() {
    return query("SyncValidateTipset", READ, JsonForm.BOOL).taking(TIPSET_KEY);
  }
}
