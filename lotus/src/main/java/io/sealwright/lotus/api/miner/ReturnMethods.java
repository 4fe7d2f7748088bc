package io.sealwright.lotus.api.miner;

import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.CallFailure;
import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.cluster.PieceOf;
import io.sealwright.lotus.cluster.SectorCids;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.protocol.bytes.ByteString;
import java.util.List;
import java.util.Optional;

/**
 * What a worker tells its miner when a call has ended: the call, what came of it, and why it failed
 * if it did. It may be told again until the miner has heard it.
 */
public final class ReturnMethods {

  public Method3<CallId, PieceOf, Optional<CallFailure>, Nothing> addPiece() {
    return query("ReturnAddPiece", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, SectorJson.PIECE, WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, PieceOf, Optional<CallFailure>, Nothing> dataCid() {
    return query("ReturnDataCid", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, SectorJson.PIECE, WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, ByteString, Optional<CallFailure>, Nothing> sealPreCommit1() {
    return query("ReturnSealPreCommit1", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, BYTES, WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, SectorCids, Optional<CallFailure>, Nothing> sealPreCommit2() {
    return query("ReturnSealPreCommit2", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.CIDS, WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, ByteString, Optional<CallFailure>, Nothing> sealCommit1() {
    return query("ReturnSealCommit1", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, BYTES, WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, ByteString, Optional<CallFailure>, Nothing> sealCommit2() {
    return query("ReturnSealCommit2", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, BYTES, WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, SectorCids.Updated, Optional<CallFailure>, Nothing> replicaUpdate() {
    return query("ReturnReplicaUpdate", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.UPDATED_CIDS, WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, List<ByteString>, Optional<CallFailure>, Nothing> proveReplicaUpdate1() {
    return query("ReturnProveReplicaUpdate1", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, slice(BYTES), WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, ByteString, Optional<CallFailure>, Nothing> proveReplicaUpdate2() {
    return query("ReturnProveReplicaUpdate2", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, BYTES, WorkerJson.FAILURE.optional());
  }

  public Method3<CallId, Boolean, Optional<CallFailure>, Nothing> readPiece() {
    return query("ReturnReadPiece", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, JsonForm.BOOL, WorkerJson.FAILURE.optional());
  }

  public Method2<CallId, Optional<CallFailure>, Nothing> finalizeSector() {
    return query("ReturnFinalizeSector", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.FAILURE.optional());
  }

  public Method2<CallId, Optional<CallFailure>, Nothing> generateSectorKeyFromData() {
    return query("ReturnGenerateSectorKeyFromData", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.FAILURE.optional());
  }

  public Method2<CallId, Optional<CallFailure>, Nothing> finalizeReplicaUpdate() {
    return query("ReturnFinalizeReplicaUpdate", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.FAILURE.optional());
  }

  public Method2<CallId, Optional<CallFailure>, Nothing> releaseUnsealed() {
    return query("ReturnReleaseUnsealed", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.FAILURE.optional());
  }

  public Method2<CallId, Optional<CallFailure>, Nothing> moveStorage() {
    return query("ReturnMoveStorage", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.FAILURE.optional());
  }

  public Method2<CallId, Optional<CallFailure>, Nothing> unsealPiece() {
    return query("ReturnUnsealPiece", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.FAILURE.optional());
  }

  public Method2<CallId, Optional<CallFailure>, Nothing> downloadSector() {
    return query("ReturnDownloadSector", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.FAILURE.optional());
  }

  public Method2<CallId, Optional<CallFailure>, Nothing> fetch() {
    return query("ReturnFetch", ADMIN, JsonForm.NOTHING)
        .taking(WorkerJson.CALL, WorkerJson.FAILURE.optional());
  }
}
