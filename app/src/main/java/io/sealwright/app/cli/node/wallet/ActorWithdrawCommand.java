package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.engine.sending.Withdrawal;
import io.sealwright.lotus.rpc.RpcException;
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

/** Takes money out of a miner's available balance; shows first how much, to whom, at what cost. */
@Command(name = "withdraw")
final class ActorWithdrawCommand extends NodeCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "AMOUNT", converter = NodeValues.Fil.class)
  Optional<TokenAmount> amount = Optional.empty();

  @Option(names = "--beneficiary")
  boolean byBeneficiary;

  @Mixin WhichMiner miner = new WhichMiner();

  @Mixin SendOptions options = new SendOptions();

  @Override
  protected void check() throws CommandFailure {
    options.check();
  }

  @Override
  protected ExitCode run(Link link) throws Exception {
    if (amount.filter(TokenAmount.ZERO::equals).isPresent()) {
      // The actor would take nothing for everything.
      throw CommandFailure.invalid("0 FIL is nothing to withdraw", "leave it out to take all");
    }
    Address actor = miner.of(link);
    Withdrawal withdrawal = withdrawal(link, actor);
    FullNode node = link.fullNode();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("miner", node.text(actor));
    facts.put("available", withdrawal.available());
    facts.put("withdraw", withdrawal.amount());
    facts.put("recipient", node.text(withdrawal.recipient()));
    ExitCode ended = new MoneyRun(link, report(), options).run(withdrawal.wish(), facts);
    if (amount.isEmpty() && !options.apply) {
      say("withdraw.dry_run", withdrawal.amount());
    }
    return ended;
  }

  private Withdrawal withdrawal(Link link, Address actor) throws Exception {
    try {
      return Withdrawal.of(link.fullNode(), actor, amount, byBeneficiary);
    } catch (SendRefused e) {
      throw MoneyRun.refused(e);
    } catch (RpcException e) {
      throw link.failure(e);
    }
  }
}
