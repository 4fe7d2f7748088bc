package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.wallet.Wallet;
import io.sealwright.devchain.wallet.WalletRefusal;
import io.sealwright.lotus.api.full.WalletMethods;
import io.sealwright.lotus.key.ExportedKey;
import io.sealwright.lotus.key.KeyType;
import io.sealwright.lotus.key.Signatures;
import io.sealwright.lotus.key.SigningKey;
import io.sealwright.lotus.key.WrittenKey;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Keys and what they sign. */
record WalletAnswers(DevNode node, Views views, WalletMethods api) {

  void addTo(RpcApi.Builder builder) {
    keys(builder);
    signing(builder);
    builder
        .answer(api.balance(), address -> telling(() -> node.balance(address)))
        .answer(
            api.defaultAddress(),
            () ->
                telling(
                    () ->
                        wallet()
                            .defaultAddress()
                            .orElseThrow(
                                () -> new WalletRefusal("failed to get default key"))))
        .answer(
            api.setDefault(),
            address ->
                telling(
                    () -> {
                      wallet().setDefault(key(address));
                      return Nothing.NOTHING;
                    }))
        .answer(api.validateAddress(), WalletAnswers::parsed);
  }

  private void keys(RpcApi.Builder builder) {
    builder
        .answer(api.create(), this::create)
        .answer(api.has(), address -> telling(() -> wallet().has(key(address))))
        .answer(api.list(), () -> telling(() -> wallet().list()))
        .answer(
            api.export(), address -> telling(() -> written(wallet().export(key(address)))))
        .answer(api.importKey(), this::add)
        .answer(
            api.delete(),
            address ->
                telling(
                    () -> {
                      wallet().delete(key(address));
                      return Nothing.NOTHING;
                    }));
  }

  private void signing(RpcApi.Builder builder) {
    builder
        .answer(
            api.sign(),
            (address, bytes) -> telling(() -> wallet().sign(key(address), bytes)))
        .answer(
            api.signMessage(),
            (address, message) -> telling(() -> sign(address, message)))
        .answer(
            api.verify(),
            (address, bytes, signature) ->
                telling(() -> Signatures.verify(signature, key(address), bytes)));
  }

  private Address create(String name) throws CallFailed, InterruptedException {
    KeyType type =
        Arrays.stream(KeyType.values())
            .filter(known -> known.wireName().equals(name))
            .findFirst()
            .orElseThrow(() -> new CallFailed("unknown sig type: " + name));
    return telling(() -> wallet().create(type));
  }

  /** A key of a type that is not known is refused; a secret that is none breaks the call. */
  private Address add(WrittenKey written) throws CallFailed, InterruptedException {
    boolean known =
        Arrays.stream(KeyType.values()).anyMatch(type -> type.wireName().equals(written.type()));
    if (!known) {
      throw new CallFailed(
          "failed to make key: cannot generate public key of unsupported type: 255");
    }
    SigningKey key = key(written);
    return telling(() -> wallet().add(key));
  }

  private static SigningKey key(WrittenKey written) throws CallFailed {
    KeyType type = KeyType.parse(written.type());
    try {
      return SigningKey.of(type, written.secret());
    } catch (IllegalArgumentException _) {
      String reason =
          switch (type) {
            case SECP256K1 -> "secp256k1/secec: invalid private key";
            case BLS -> "runtime error: invalid memory address or nil pointer dereference";
          };
      String text =
          "fatal error calling '%1$s': panic in rpc method '%1$s': %2$s"
              .formatted("Filecoin.WalletImport", reason);
      throw new CallFailed(new RpcError(RpcError.PANIC, text));
    }
  }

  private static WrittenKey written(SigningKey key) throws IOException {
    try {
      JsonNode json = RpcJson.parse(ExportedKey.toJson(key));
      return new WrittenKey(
          json.path("Type").asString(),
          ByteString.fromBase64(json.path("PrivateKey").asString()));
    } catch (UnexpectedJson e) {
      throw new IOException(e);
    }
  }

  /** Signs with the key of an account, whoever the message is from. */
  private SignedMessage sign(Address address, Message message) throws WalletRefusal, IOException {
    Signature signature = wallet().sign(key(address), message.signedBytes());
    return new SignedMessage(message, signature);
  }

  /** The address of the key of an account, which may be named by its number. */
  private Address key(Address address) throws IOException {
    Optional<Address> key = node.states().key(views.at(TipsetKey.HEAD).root(), address);
    return key.orElse(address);
  }

  private static Address parsed(String text) throws CallFailed {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }

  private Wallet wallet() {
    return node.wallet();
  }
}
