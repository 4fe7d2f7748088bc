package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.Sending;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    boolean known = link.during(() -> node.actor(recipient)).isPresent();
    if (!known) {
      say("send.new_recipient", node.text(recipient));
    }
    TokenAmount balance = link.ask(node.api().wallet().balance().ask(sender));
    if (balance.compareTo(amount) < 0) {
      throw CommandFailure.refused(
          "the sender %s has %s, and %s are to be sent"
              .formatted(node.text(sender), balance, amount),
          "nothing was sent; send less or fund it");
    }
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    if (output() == OutputFormat.JSON) {
      told.put("to_on_chain", known);
    }
    return new MoneyRun(link, report(), options)
        .run(Sending.Wish.transfer(sender, recipient, amount), told);
  }
}
