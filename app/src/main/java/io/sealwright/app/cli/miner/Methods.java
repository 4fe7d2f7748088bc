package io.sealwright.app.cli.miner;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.auth.Permission;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Calls whose answers are read in bulk, or are too simple to need a form of their own. */
final class Methods {
  static final RpcMethod<String> ACTOR_ADDRESS =
      RpcMethod.query("ActorAddress", 0, Permission.READ, JsonForm.TEXT);

  static final RpcMethod<List<Long>> SECTORS_LIST =
      RpcMethod.query("SectorsList", 0, Permission.READ, JsonForm.I64.list());

  static final RpcMethod<List<Long>> SECTORS_IN_STATES =
      RpcMethod.query("SectorsListInStates", 1, Permission.READ, JsonForm.I64.list());

  static final RpcMethod<JsonNode> SECTORS_STATUS =
      RpcMethod.query("SectorsStatus", 2, Permission.READ, JsonForm.RAW);

  private Methods() {}
}
