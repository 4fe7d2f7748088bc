package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.SIGNATURE;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.auth.Permission.SIGN;
import static io.sealwright.lotus.rpc.auth.Permission.WRITE;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.NodeJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.key.WrittenKey;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;

/** Keys and what they sign. */
public final class WalletMethods {
  private final JsonForm<Address> address;
  private final ChainJson chain;

  public WalletMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
    chain = ChainJson.of(letter);
  }

  /** A new key of a type: secp256k1 or bls. */
  public Method1<String, Address> create() {
    return command("WalletNew", WRITE, address).taking(JsonForm.TEXT.named("types.KeyType"));
  }

  public Method1<Address, Boolean> has() {
    return query("WalletHas", WRITE, JsonForm.BOOL).taking(address);
  }

  public Method0<List<Address>> list() {
    return query("WalletList", WRITE, address.list()).taking();
  }

  public Method1<Address, TokenAmount> balance() {
    return query("WalletBalance", READ, AMOUNT).taking(address);
  }

  public Method2<Address, ByteString, Signature> sign() {
    return query("WalletSign", SIGN, SIGNATURE).taking(address, BYTES);
  }

  public Method2<Address, Message, SignedMessage> signMessage() {
    return query("WalletSignMessage", SIGN, chain.signedMessage()).taking(address, chain.message());
  }

  public Method3<Address, ByteString, Signature, Boolean> verify() {
    return query("WalletVerify", READ, JsonForm.BOOL).taking(address, BYTES, SIGNATURE);
  }

  public Method0<Address> defaultAddress() {
    return query("WalletDefaultAddress", WRITE, address).taking();
  }

  public Method1<Address, Nothing> setDefault() {
    return command("WalletSetDefault", WRITE, JsonForm.NOTHING).taking(address);
  }

  public Method1<Address, WrittenKey> export() {
    return query("WalletExport", ADMIN, NodeJson.KEY).taking(address);
  }

  public Method1<WrittenKey, Address> importKey() {
    return command("WalletImport", ADMIN, address).taking(NodeJson.KEY);
  }

  public Method1<Address, Nothing> delete() {
    return command("WalletDelete", ADMIN, JsonForm.NOTHING).taking(address);
  }

  public Method1<String, Address> validateAddress() {
    return query("WalletValidateAddress", READ, address).taking(JsonForm.TEXT);
  }
}
