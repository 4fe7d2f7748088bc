package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.Sending;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends money; shows first what it costs and what is left. */
@Command(name = "send")
public final class SendCommand extends NodeCommand {
  @Parameters(index = "0", paramLabel = "TO", converter = NodeValues.AnAddress.class)
  NodeValues.Typed to = new NodeValues.Typed(Address.id(0), "");

  @Parameters(index = "1", paramLabel = "AMOUNT", converter = NodeValues.Fil.class)
  TokenAmount amount = TokenAmount.ZERO;

  @Option(names = "--from", paramLabel = "ADDRESS", converter = NodeValues.AnAddress.class)
  Optional<NodeValues.Typed> from = Optional.empty();

  @Mixin SendOptions options = new SendOptions();

  @Override
  protected void check() throws CommandFailure {
    options.check();
    if (amount.isZero()) {
      throw CommandFailure.invalid("nothing would be sent", "give an amount such as 1.5");
    }
  }

  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    Address recipient = Whose.of(link, to);
    Address sender = Whose.sender(link, from);
    if (link.during(() -> node.actor(recipient)).isEmpty()) {
      say("send.new_recipient", node.text(recipient));
    }
    TokenAmount balance = link.ask(node.api().wallet().balance().ask(sender));
    if (balance.compareTo(amount) < 0) {
      throw CommandFailure.refused(
          "the sender has %s, and %s are to be sent".formatted(balance, amount),
          "nothing was sent; send less or fund it");
    }
    return new MoneyRun(link, report(), options)
        .run(Sending.Wish.transfer(sender, recipient, amount), new LinkedHashMap<>());
  }
}
