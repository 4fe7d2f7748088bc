package io.sealwright.lotus.api.miner;

import static io.sealwright.lotus.json.ValueJson.BITFIELD;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.NumberUse;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.protocol.bitfield.Bitfield;
import java.util.Map;

/** Which sector numbers a miner gives out. Unknown to old miners. */
public final class NumberMethods {

  public Method0<NumberUse> assignerMeta() {
    return query("SectorNumAssignerMeta", READ, SectorJson.NUMBER_USE).taking();
  }

  public Method0<Map<String, Bitfield>> reservations() {
    return query("SectorNumReservations", READ, WorkerJson.byText(BITFIELD)).taking();
  }

  /** Of a name; and whether to override the checks. */
  public Method3<String, Bitfield, Boolean, Nothing> reserve() {
    return command("SectorNumReserve", ADMIN, JsonForm.NOTHING)
        .taking(JsonForm.TEXT, BITFIELD, JsonForm.BOOL);
  }

  public Method2<String, Long, Bitfield> reserveCount() {
    return command("SectorNumReserveCount", ADMIN, BITFIELD).taking(JsonForm.TEXT, UNSIGNED);
  }

  public Method1<String, Nothing> free() {
    return command("SectorNumFree", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }
}
