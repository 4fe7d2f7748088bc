package io.sealwright.lotus.api.worker;

import static io.sealwright.lotus.json.ValueJson.SECTOR_ID;
import static io.sealwright.lotus.json.ValueJson.UUID_TEXT;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.lotus.cluster.WorkerStats;
import io.sealwright.lotus.json.StorageJson;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.protocol.SectorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The worker itself. */
public final class WorkerMethods {

  public Method0<ApiVersion> version() {
    return query("Version", ADMIN, ApiVersion.FORM).taking();
  }

  public Method0<List<String>> taskTypes() {
    return query("TaskTypes", ADMIN, WorkerJson.TASK_TYPES).taking();
  }

  public Method0<List<StoragePath.Local>> paths() {
    return query("Paths", ADMIN, slice(StorageJson.LOCAL)).taking();
  }

  public Method0<WorkerStats.Machine> machine() {
    return query("Info", ADMIN, WorkerJson.MACHINE).taking();
  }

  public Method1<String, Nothing> taskDisable() {
    return command("TaskDisable", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }

  public Method1<String, Nothing> taskEnable() {
    return command("TaskEnable", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }

  public Method1<SectorId, Nothing> remove() {
    return command("Remove", ADMIN, JsonForm.NOTHING).taking(SECTOR_ID);
  }

  public Method0<Map<String, String>> storageLocal() {
    return query("StorageLocal", ADMIN, WorkerJson.byText(JsonForm.TEXT)).taking();
  }

  public Method1<String, Nothing> storageAddLocal() {
    return command("StorageAddLocal", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }

  public Method1<String, Nothing> storageDetachLocal() {
    return command("StorageDetachLocal", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }

  public Method0<Nothing> storageDetachAll() {
    return command("StorageDetachAll", ADMIN, JsonForm.NOTHING).taking();
  }

  /** One path, or all; and whether to drop what is missing. */
  public Method2<Optional<String>, Boolean, Nothing> storageRedeclareLocal() {
    return command("StorageRedeclareLocal", ADMIN, JsonForm.NOTHING)
        .taking(JsonForm.TEXT.optional(), JsonForm.BOOL);
  }

  public Method1<Boolean, Nothing> setEnabled() {
    return command("SetEnabled", ADMIN, JsonForm.NOTHING).taking(JsonForm.BOOL);
  }

  public Method0<Boolean> enabled() {
    return query("Enabled", ADMIN, JsonForm.BOOL).taking();
  }

  /** Answers once nothing runs. */
  public Method0<Nothing> waitQuiet() {
    return query("WaitQuiet", ADMIN, JsonForm.NOTHING).taking();
  }

  public Method0<UUID> processSession() {
    return query("ProcessSession", ADMIN, UUID_TEXT).taking();
  }

  /** All zeros, or a refusal, while the worker is disabled. */
  public Method0<UUID> session() {
    return query("Session", ADMIN, UUID_TEXT).taking();
  }

  public Method0<Nothing> shutdown() {
    return command("Shutdown", ADMIN, JsonForm.NOTHING).taking();
  }
}
