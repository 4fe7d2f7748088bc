package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.engine.serving.MinerActions.End;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.SectorNumber;
import picocli.CommandLine.Command;

/** Deletes the files of a sector that the chain expects nothing of. */
@Command(name = "remove")
public final class RemoveCommand extends EndCommand {
  @Override
  End end() {
    return End.REMOVE;
  }

  @Override
  Ask<Nothing> order(Link link, SectorNumber sector) {
    return MinerApi.of(link.network().letter()).sectors().remove().ask(sector);
  }
}
