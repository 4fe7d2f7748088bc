package io.sealwright.engine.recovery.source;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.typed.Draft;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.protocol.SectorNumber;

/** A lotus-miner, which knows a sector as long as it is in its database. */
public final class MinerSource implements SectorSource {
  private static final Method2<SectorNumber, Boolean, SectorStatus> STATUS =
      Draft.query("SectorsStatus", Permission.READ, SectorStatus.FORM)
          .taking(ValueJson.SECTOR_NUMBER, JsonForm.BOOL);

  /** How its database says that it has nothing under a key. */
  private static final String NO_RECORD = "datastore: key not found";

  private final RpcClient client;
  private final String name;

  /** A miner that is known to be the right one; {@code name} is without its token. */
  public MinerSource(RpcClient client, String name) {
    this.client = client;
    this.name = name;
  }

  @Override
  public Origin origin() {
    return new Origin(SourceKind.MINER, name);
  }

  @Override
  public Answer ask(SectorNumber number) throws InterruptedException {
    try {
      return client.call(STATUS.ask(number, false)).answer(number);
    } catch (Refused e) {
      return e.text().contains(NO_RECORD)
          ? new Answer.Absent("it has no record of the sector")
          : ChainSource.failed(e);
    } catch (RpcException e) {
      return ChainSource.failed(e);
    }
  }
}
