package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.NetworkJson;
import io.sealwright.lotus.node.Health;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method1;

/** The node itself. */
public final class NodeMethods {

  /** Whether to include the chain's figures. */
  public Method1<Boolean, Health> status() {
    return query("NodeStatus", READ, NetworkJson.HEALTH).taking(JsonForm.BOOL);
  }

  /** Writes the metadata to a file on the node's host. */
  public Method1<String, Nothing> createBackup() {
    return command("CreateBackup", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }
}
