package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.NodeJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.SendSpec;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import java.util.Optional;

/** What gas a message needs and what to offer for it. */
public final class GasMethods {
  private final JsonForm<Address> address;
  private final ChainJson chain;

  public GasMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
    chain = ChainJson.of(letter);
  }

  /** A fee cap that holds for so many blocks. */
  public Method3<Message, Long, TipsetKey, TokenAmount> estimateFeeCap() {
    return query("GasEstimateFeeCap", READ, AMOUNT)
        .taking(chain.message(), JsonForm.I64, TIPSET_KEY);
  }

  public Method2<Message, TipsetKey, Long> estimateGasLimit() {
    return query("GasEstimateGasLimit", READ, JsonForm.I64).taking(chain.message(), TIPSET_KEY);
  }

  /** A premium for being included within so many blocks, for a sender and a gas limit. */
  public Method4<Long, Address, Long, TipsetKey, TokenAmount> estimateGasPremium() {
    return query("GasEstimateGasPremium", READ, AMOUNT)
        .taking(UNSIGNED, address, JsonForm.I64, TIPSET_KEY);
  }

  /** The message with its three gas fields filled in where they were zero. */
  public Method3<Message, Optional<SendSpec>, TipsetKey, Message> estimateMessageGas() {
    return query("GasEstimateMessageGas", READ, chain.message())
        .taking(chain.message(), NodeJson.SEND_SPEC.optional(), TIPSET_KEY);
  }
}
