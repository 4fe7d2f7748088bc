package io.sealwright.devchain.state;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cid.Cid;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of built-in actors and their codes at network version 28, in the order of the manifest.
 *
 * <p>The codes are those of the release of the reference actors for networks of 2 KiB sectors, so
 * that clients recognise the actors; the code that runs here is our own.
 */
public enum BuiltinCode {
  SYSTEM("system", "bafk2bzacedced5maxljwmavukjvtnmknpzoullfcwk3upaz5x5hvvdl2pk24e"),
  INIT("init", "bafk2bzaced23vlf6nemlulavy2ouxuvudxe3jbu4klc74tcgruafrqu2fnt3c"),
  CRON("cron", "bafk2bzacedrv5m6tczd6dz6ly3zmenkljnokovduvgkbmgxvsawbalerciieg"),
  ACCOUNT("account", "bafk2bzacedpmhtrp2kdjoga2phrbi3f7z7wn25s3tluxoagcu7hsg2ppktxbw"),
  POWER("storagepower", "bafk2bzacebydegz3ap6xgejojdu3usfddhyrj476f25ooahgcqko6d7djynas"),
  MINER("storageminer", "bafk2bzacedhvcxgdz2w75izwa5s5dwvsrxsnzkjcbpbresziyrrjrsvjzwvxe"),
  MARKET("storagemarket", "bafk2bzacecjrg6jueodndhwtkaa3n2v2tkjakmzu4c57hrhg5ige4d4kjggcg"),
  PAYMENT_CHANNEL(
      "paymentchannel", "bafk2bzacecf3jaqzs757hmyxpthnj7vaxr2z6h5v6yubptvqasgabxiubeoim"),
  MULTISIG("multisig", "bafk2bzacecquc4zxikmjfwsiyzx4tbxlsvauf53c7spf3hdz6jwmkczyqwbrg"),
  REWARD("reward", "bafk2bzacedchalmz2omgitfunbqg5opzcvrlvju77k6dr5zt2poyy7jjzkvwa"),
  VERIFIED_REGISTRY(
      "verifiedregistry", "bafk2bzaceccqnqgyehy72nkmujvpyibikslvpyxfhpqivzjmbkmdbme5xzm2u"),
  DATACAP("datacap", "bafk2bzaceamho7atkl2a7c3m3t24v6tf3wzceaewp3ph6rjmwza3xdy3gmqb6"),
  PLACEHOLDER("placeholder", "bafk2bzacedfvut2myeleyq67fljcrw4kkmn5pb5dpyozovj7jpoez5irnc3ro"),
  EVM("evm", "bafk2bzacec273j42hyrcaeqms6xuuezkozjhptmyniwtr7y4jzjdoflccn2is"),
  ETHEREUM_ADDRESSES("eam", "bafk2bzaceaxpy4ilqlibpgytnt5ucmju2ooi3bqwca6dngwy6hlzmshyjpafw"),
  ETHEREUM_ACCOUNT("ethaccount", "bafk2bzacedsbwrrjywdmxeluuzwfhmam2jmrm6ivj72ggw6qaijcx7ilw5fvk");

  private static final CborCodec<List<Entry>> ENTRIES =
      CborTuple.of(Entry.class, CborCodecs.TEXT, CborCodecs.CID).list(CborCodecs.MAX_ITEMS);
  private static final CborCodec<Manifest> MANIFEST =
      CborTuple.of(Manifest.class, CborCodecs.UNSIGNED, CborCodecs.CID);

  private final String words;
  private final Cid cid;

  BuiltinCode(String words, String cid) {
    this.words = words;
    this.cid = Cid.parse(cid);
  }

  /** One kind in the list. */
  public record Entry(String name, Cid code) {}

  /** The block that names a list. */
  public record Manifest(long version, Cid list) {}

  /** The name the manifest and Lotus use. */
  public String words() {
    return words;
  }

  public Cid cid() {
    return cid;
  }

  public static Optional<BuiltinCode> of(Cid cid) {
    return Arrays.stream(values()).filter(code -> code.cid.equals(cid)).findFirst();
  }

  /** The block that lists all kinds; the system actor's state links to it. */
  public static byte[] list() {
    return ENTRIES.encode(
        Arrays.stream(values()).map(code -> new Entry(code.words, code.cid)).toList());
  }

  /** The block whose CID a node tells as that of its actors. */
  public static byte[] manifest() {
    return MANIFEST.encode(new Manifest(1, Cid.ofCbor(list())));
  }
}
