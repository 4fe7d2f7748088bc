package io.sealwright.devchain.serve;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.lotus.rpc.server.Source;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A snapshot for one subscriber. Only one that ends with an empty part is whole. */
record ExportedChain(DevNode node, long recentStates, boolean skipOldMessages, TipsetKey head)
    implements Source.Stream<ByteString> {
  private static final Logger LOG = LoggerFactory.getLogger(ExportedChain.class);

  @Override
  public void run(Source.Outlet<ByteString> outlet) throws InterruptedException {
    try {
      node.export(recentStates, skipOldMessages, head, outlet::send);
      outlet.send(ByteString.EMPTY);
    } catch (IOException e) {
      LOG.error("chain export ended early", e);
    }
  }
}
