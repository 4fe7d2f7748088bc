package io.sealwright.lotus.api;

import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.AlertJson;
import io.sealwright.lotus.node.Alert;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.typed.Channel0;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What every node and miner answers of itself. */
public final class CommonMethods {

  public Method0<NodeVersion> version() {
    return new Method0<>(CommonApi.VERSION);
  }

  public Method0<String> session() {
    return new Method0<>(CommonApi.SESSION);
  }

  public Method0<Instant> startTime() {
    return new Method0<>(CommonApi.START_TIME);
  }

  public Method0<JsonNode> discover() {
    return new Method0<>(CommonApi.DISCOVER);
  }

  /** What a token allows. */
  public Method1<String, Permissions> authVerify() {
    return new Method1<>(CommonApi.AUTH_VERIFY, JsonForm.TEXT);
  }

  public Method1<Permissions, String> authNew() {
    return new Method1<>(CommonApi.AUTH_NEW, CommonApi.PERMISSIONS);
  }

  public Method0<List<String>> logList() {
    return new Method0<>(CommonApi.LOG_LIST);
  }

  /** A logger, {@code *} for all, and its level. */
  public Method2<String, String, Nothing> logSetLevel() {
    return new Method2<>(CommonApi.LOG_SET_LEVEL, JsonForm.TEXT, JsonForm.TEXT);
  }

  public Method0<List<Alert>> logAlerts() {
    return query("LogAlerts", ADMIN, AlertJson.ALERT.list()).taking();
  }

  public Method0<Nothing> shutdown() {
    return new Method0<>(CommonApi.SHUTDOWN);
  }

  public Channel0<JsonNode> closing() {
    return new Channel0<>(CommonApi.CLOSING);
  }
}
