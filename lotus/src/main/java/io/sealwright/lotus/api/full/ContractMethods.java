package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.MultisigTransaction;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.TipsetKey;
import java.util.List;

/** Actors that hold money for several, as far as an operator looks at them. */
public final class ContractMethods {
  private final JsonForm<Address> address;

  public ContractMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
  }

  /** What of a multisig wallet lacks approvals. */
  public Method2<Address, TipsetKey, List<MultisigTransaction>> multisigPending() {
    return query("MsigGetPending", READ, transaction().list()).taking(address, TIPSET_KEY);
  }

  /** The node's payment channels, if it keeps any. */
  public Method0<List<Address>> paymentChannels() {
    return query("PaychList", READ, address.list()).taking();
  }

  private JsonForm<MultisigTransaction> transaction() {
    return RecordForm.of(
        "api.MsigTransaction",
        MultisigTransaction.class,
        field("ID", JsonForm.I64),
        field("To", address),
        field("Value", AMOUNT),
        field("Method", ValueJson.METHOD),
        field("Params", BYTES),
        field("Approved", address.list()));
  }
}
