package io.sealwright.devchain.wallet;

import io.sealwright.lotus.key.KeyType;
import io.sealwright.lotus.key.SigningKey;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The accounts a node has keys of. Addresses are key addresses. */
public interface Wallet {
  /** Makes a key; the first becomes the default. */
  Address create(KeyType type) throws IOException;

  /** The addresses, in the order of their text. */
  List<Address> list() throws IOException;

  boolean has(Address address) throws IOException;

  Optional<Address> defaultAddress() throws IOException;

  void setDefault(Address address) throws WalletRefusal, IOException;

  /** Moves a key to the trash, as Lotus does. */
  void delete(Address address) throws WalletRefusal, IOException;

  SigningKey export(Address address) throws WalletRefusal, IOException;

  Address add(SigningKey key) throws WalletRefusal, IOException;

  Signature sign(Address address, ByteString bytes) throws WalletRefusal, IOException;

  SignedMessage sign(Message message) throws WalletRefusal, IOException;
}
