package io.sealwright.lotus.api.miner;

import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.SectorRef;
import io.sealwright.lotus.cluster.WindowProof;
import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.MiningJson;
import io.sealwright.lotus.json.NetworkJson;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.node.MiningBase;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkVersion;
import java.util.List;
import java.util.Map;

/** Proofs of a miner's sectors, outside the schedule. */
public final class ProvingMethods {

  /** Why sectors cannot be proven; those that can are left out. */
  public Method2<Long, List<SectorRef>, Map<SectorNumber, String>> checkProvable() {
    return query("CheckProvable", ADMIN, SectorJson.byNumber())
        .taking(JsonForm.I64, WorkerJson.SECTOR.list());
  }

  public Method2<Long, TipsetKey, List<WindowProof>> computeWindowPost() {
    return query("ComputeWindowPoSt", ADMIN, SectorJson.WINDOW_PROOF.list())
        .taking(UNSIGNED, TIPSET_KEY);
  }

  public Method1<List<SectorNumber>, List<Cid>> recoverFault() {
    return command("RecoverFault", ADMIN, slice(CID)).taking(SECTOR_NUMBER.list());
  }

  /** As miners of v1.13 have it: whether to read all of each sector too. */
  public Method3<Long, List<SectorRef>, Boolean, Map<SectorNumber, String>> checkProvableOld() {
    return query("CheckProvable", ADMIN, SectorJson.byNumber())
        .taking(JsonForm.I64, WorkerJson.SECTOR.list(), JsonForm.BOOL);
  }

  /** A proof of challenged sectors, as for a block at an epoch and a network version. */
  public Method4<List<MiningBase.Challenged>, ByteString, Epoch, NetworkVersion, List<PostProof>>
      computeProof() {
    return query("ComputeProof", READ, ChainJson.POST_PROOF.list())
        .taking(MiningJson.CHALLENGED.list(), BYTES, EPOCH, NetworkJson.VERSION);
  }

  /** As miners of v1.13 have it. */
  public Method2<List<MiningBase.Challenged>, ByteString, List<PostProof>> computeProofOld() {
    return query("ComputeProof", READ, ChainJson.POST_PROOF.list())
        .taking(MiningJson.CHALLENGED.list(), BYTES);
  }
}
