package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.engine.serving.MinerActions.End;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.SectorNumber;
import picocli.CommandLine.Command;

/** Ends a live sector on the chain, and removes it when that is final. */
@Command(name = "terminate")
public final class TerminateCommand extends EndCommand {
  @Override
  End end() {
    return End.TERMINATE;
  }

  @Override
  Ask<Nothing> order(Link link, SectorNumber sector) {
    return MinerApi.of(link.network().letter()).sectors().terminate().ask(sector);
  }
}
