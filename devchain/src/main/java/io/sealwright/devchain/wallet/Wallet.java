package io.sealwright.devchain.wallet;

import io.sealwright.lotus.key.ExportedKey;
import io.sealwright.lotus.key.KeyType;
import io.sealwright.lotus.key.SigningKey;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The accounts a node has keys of. Addresses are key addresses. Thread-safe. */
public final class Wallet {
  private static final String KEY = "wallet-";
  private static final String TRASH = "trash-";
  private static final String DEFAULT = "default";
  private static final String NOT_FOUND = "key info not found";

  private final Keystore keystore;
  private final NetworkLetter letter;
  private final RandomGenerator random;
  private final Map<Address, SigningKey> loaded = new HashMap<>();

  /**
   * @param random a secure one outside tests
   */
  public Wallet(Keystore keystore, NetworkLetter letter, RandomGenerator random) {
    this.keystore = keystore;
    this.letter = letter;
    this.random = random;
  }

  /** Makes a key; the first becomes the default. */
  public synchronized Address create(KeyType type) throws IOException {
    SigningKey key = SigningKey.generate(type, random);
    try {
      save(KEY, key);
      if (keystore.get(DEFAULT).isEmpty()) {
        keystore.put(DEFAULT, ExportedKey.toJson(key));
      }
    } catch (WalletRefusal e) {
      throw new IOException(e); // A new key has a free name.
    }
    loaded.put(key.address(), key);
    return key.address();
  }

  /** The addresses, in the order of their text. */
  public synchronized List<Address> list() throws IOException {
    return keystore.names().stream()
        .filter(name -> name.startsWith(KEY))
        .map(name -> Address.parse(name.substring(KEY.length())))
        .distinct()
        .sorted(Comparator.comparing(address -> address.text(letter)))
        .toList();
  }

  public synchronized boolean has(Address address) throws IOException {
    return find(address).isPresent();
  }

  public synchronized Optional<Address> defaultAddress() throws IOException {
    return keystore.get(DEFAULT).map(ExportedKey::parse).map(SigningKey::address);
  }

  /** The default address; none is refused in Lotus's words. */
  public Address requireDefault() throws WalletRefusal, IOException {
    return defaultAddress()
        .orElseThrow(
            () -> new WalletRefusal("failed to get default key: opening key 'default': " + NOT_FOUND));
  }

  public synchronized void setDefault(Address address) throws WalletRefusal, IOException {
    SigningKey key =
        find(address)
            .orElseThrow(
                () ->
                    new WalletRefusal(
                        "opening key '" + KEY + address.text(letter) + "': " + NOT_FOUND));
    keystore.delete(DEFAULT);
    keystore.put(DEFAULT, ExportedKey.toJson(key));
  }

  /** Moves a key to the trash, as Lotus does; one that is not here is no error. */
  public synchronized void delete(Address address) throws WalletRefusal, IOException {
    Optional<SigningKey> key = find(address);
    if (key.isEmpty()) {
      return;
    }
    keystore.delete(TRASH + address.text(letter));
    save(TRASH, key.orElseThrow());
    for (NetworkLetter any : NetworkLetter.values()) {
      keystore.delete(KEY + address.text(any));
    }
    if (defaultAddress().filter(address::equals).isPresent()) {
      keystore.delete(DEFAULT);
    }
    loaded.remove(address);
  }

  public SigningKey export(Address address) throws WalletRefusal, IOException {
    return load(address)
        .orElseThrow(() -> new WalletRefusal("key not found for " + address.text(letter)));
  }

  /** Takes a key in; one that is here already is refused. */
  public synchronized Address add(SigningKey key) throws WalletRefusal, IOException {
    try {
      save(KEY, key);
    } catch (WalletRefusal e) {
      throw new WalletRefusal("saving to keystore: " + e.getMessage());
    }
    loaded.put(key.address(), key);
    return key.address();
  }

  public Signature sign(Address address, ByteString bytes) throws WalletRefusal, IOException {
    return key(address).sign(bytes);
  }

  public SignedMessage sign(Message message) throws WalletRefusal, IOException {
    return key(message.from()).sign(message);
  }

  /** The key of an address, where it is here. */
  public synchronized Optional<SigningKey> load(Address address) throws IOException {
    return find(address);
  }

  private SigningKey key(Address address) throws WalletRefusal, IOException {
    return load(address)
        .orElseThrow(
            () ->
                new WalletRefusal(
                    "signing using key '" + address.text(letter) + "': " + NOT_FOUND));
  }

  private void save(String prefix, SigningKey key) throws WalletRefusal, IOException {
    keystore.put(prefix + key.address().text(letter), ExportedKey.toJson(key));
  }

  /** Files of another network's letter count too, as a folder may have been moved. */
  private Optional<SigningKey> find(Address address) throws IOException {
    SigningKey known = loaded.get(address);
    if (known != null) {
      return Optional.of(known);
    }
    for (NetworkLetter any : NetworkLetter.values()) {
      Optional<SigningKey> read =
          keystore.get(KEY + address.text(any)).map(ExportedKey::parse);
      if (read.isPresent()) {
        loaded.put(address, read.orElseThrow());
        return read;
      }
    }
    return Optional.empty();
  }
}
