package io.sealwright.lotus.api.miner;

import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.AddressRoles;
import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.DealJson;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.Deal;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import java.util.List;

/** The miner's actor, and the miner itself. */
public final class ActorMethods {
  private final NetworkLetter letter;
  private final JsonForm<Address> address;

  public ActorMethods(NetworkLetter letter) {
    this.letter = letter;
    address = ValueJson.address(letter);
  }

  public Method0<Address> address() {
    return query("ActorAddress", READ, address).taking();
  }

  public Method0<AddressRoles> addressConfig() {
    return query("ActorAddressConfig", READ, SectorJson.addressRoles(letter)).taking();
  }

  public Method1<Address, Long> sectorSize() {
    return query("ActorSectorSize", READ, UNSIGNED).taking(address);
  }

  /** Zero for all that is available. */
  public Method1<TokenAmount, Cid> withdrawBalance() {
    return command("ActorWithdrawBalance", ADMIN, CID).taking(AMOUNT);
  }

  /** Zero for all that is available. */
  public Method1<TokenAmount, Cid> beneficiaryWithdrawBalance() {
    return command("BeneficiaryWithdrawBalance", ADMIN, CID).taking(AMOUNT);
  }

  public Method0<Tipset> miningBase() {
    return query("MiningBase", READ, ChainJson.of(letter).tipset()).taking();
  }

  public Method0<List<Deal>> marketListDeals() {
    return query("MarketListDeals", READ, slice(DealJson.deal(letter))).taking();
  }

  /** Which parts run here: Mining, Sealing, SectorStorage, Markets. */
  public Method0<List<String>> runtimeSubsystems() {
    return query("RuntimeSubsystems", READ, JsonForm.TEXT.list()).taking();
  }

  /** Writes the metadata to a file on the miner's host. */
  public Method1<String, Nothing> createBackup() {
    return command("CreateBackup", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }
}
