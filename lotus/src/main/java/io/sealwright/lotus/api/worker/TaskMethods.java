package io.sealwright.lotus.api.worker;

import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.SEALED;
import static io.sealwright.lotus.json.ValueJson.UNSEALED;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.cluster.PieceOf;
import io.sealwright.lotus.cluster.PieceSource;
import io.sealwright.lotus.cluster.Range;
import io.sealwright.lotus.cluster.SectorCids;
import io.sealwright.lotus.cluster.SectorRef;
import io.sealwright.lotus.cluster.WindowProof;
import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.lotus.rpc.typed.Method5;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import java.util.List;
import java.util.Optional;

/** The work a worker does. Each call is only begun; its end is told to the miner. */
public final class TaskMethods {

  /** The sizes of the pieces already there, and of the new one, unpadded. */
  public Method4<SectorRef, List<Long>, Long, PieceSource, CallId> addPiece() {
    return command("AddPiece", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, UNSIGNED.list(), UNSIGNED, WorkerJson.PIECE_SOURCE);
  }

  public Method2<Long, PieceSource, CallId> dataCid() {
    return command("DataCid", ADMIN, WorkerJson.CALL).taking(UNSIGNED, WorkerJson.PIECE_SOURCE);
  }

  public Method3<SectorRef, ByteString, List<PieceOf>, CallId> sealPreCommit1() {
    return command("SealPreCommit1", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, BYTES, SectorJson.PIECE.list());
  }

  public Method2<SectorRef, ByteString, CallId> sealPreCommit2() {
    return command("SealPreCommit2", ADMIN, WorkerJson.CALL).taking(WorkerJson.SECTOR, BYTES);
  }

  /** Ticket, seed, pieces and commitments. */
  public Method5<SectorRef, ByteString, ByteString, List<PieceOf>, SectorCids, CallId>
      sealCommit1() {
    return command("SealCommit1", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, BYTES, BYTES, SectorJson.PIECE.list(), WorkerJson.CIDS);
  }

  public Method2<SectorRef, ByteString, CallId> sealCommit2() {
    return command("SealCommit2", ADMIN, WorkerJson.CALL).taking(WorkerJson.SECTOR, BYTES);
  }

  public Method1<SectorRef, CallId> finalizeSector() {
    return command("FinalizeSector", ADMIN, WorkerJson.CALL).taking(WorkerJson.SECTOR);
  }

  /** As workers of v1.13 have it: what of the unsealed data to keep. */
  public Method2<SectorRef, List<Range>, CallId> finalizeSectorOld() {
    return command("FinalizeSector", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, slice(WorkerJson.RANGE));
  }

  public Method2<SectorRef, Optional<List<Range>>, CallId> releaseUnsealed() {
    return command("ReleaseUnsealed", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, WorkerJson.RANGE.list().optional());
  }

  public Method2<SectorRef, Long, CallId> moveStorage() {
    return command("MoveStorage", ADMIN, WorkerJson.CALL).taking(WorkerJson.SECTOR, JsonForm.I64);
  }

  /**
   * Files of these types, to {@code sealing} or {@code storage}, by {@code move} or {@code copy}.
   */
  public Method4<SectorRef, Long, String, String, CallId> fetch() {
    return command("Fetch", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, JsonForm.I64, JsonForm.TEXT, JsonForm.TEXT);
  }

  public Method5<SectorRef, Long, Long, ByteString, CommD, CallId> unsealPiece() {
    return command("UnsealPiece", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, UNSIGNED, UNSIGNED, BYTES, UNSEALED);
  }

  public Method2<SectorRef, List<PieceOf>, CallId> replicaUpdate() {
    return command("ReplicaUpdate", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, SectorJson.PIECE.list());
  }

  public Method4<SectorRef, CommR, CommR, CommD, CallId> proveReplicaUpdate1() {
    return command("ProveReplicaUpdate1", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, SEALED, SEALED, UNSEALED);
  }

  public Method5<SectorRef, CommR, CommR, CommD, List<ByteString>, CallId> proveReplicaUpdate2() {
    return command("ProveReplicaUpdate2", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, SEALED, SEALED, UNSEALED, slice(BYTES));
  }

  public Method2<SectorRef, CommD, CallId> generateSectorKeyFromData() {
    return command("GenerateSectorKeyFromData", ADMIN, WorkerJson.CALL)
        .taking(WorkerJson.SECTOR, UNSEALED);
  }

  public Method1<SectorRef, CallId> finalizeReplicaUpdate() {
    return command("FinalizeReplicaUpdate", ADMIN, WorkerJson.CALL).taking(WorkerJson.SECTOR);
  }

  /** Answers with the proof itself. */
  public Method4<Long, Long, List<WindowProof.Challenge>, ByteString, List<PostProof>>
      generateWinningPost() {
    return query("GenerateWinningPoSt", ADMIN, ChainJson.POST_PROOF.list())
        .taking(JsonForm.I64, UNSIGNED, WorkerJson.CHALLENGE.list(), BYTES);
  }

  /** Answers with the proof itself. */
  public Method5<Long, Long, List<WindowProof.Challenge>, Long, ByteString, WindowProof.Made>
      generateWindowPost() {
    return query("GenerateWindowPoSt", ADMIN, WorkerJson.MADE)
        .taking(JsonForm.I64, UNSIGNED, WorkerJson.CHALLENGE.list(), JsonForm.I64, BYTES);
  }
}
