package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.auth.Permission.SIGN;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.DealJson;
import io.sealwright.lotus.json.NetworkJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.Deal;
import io.sealwright.lotus.node.Supply;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.actor.MarketBalance;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import java.util.Map;
import java.util.function.Function;

/** The storage market. */
public final class MarketMethods {
  private final JsonForm<Address> address;
  private final JsonForm<Deal> deal;

  public MarketMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
    deal = DealJson.deal(letter);
  }

  public Method2<Address, TipsetKey, MarketBalance> balance() {
    return query("StateMarketBalance", READ, DealJson.BALANCE).taking(address, TIPSET_KEY);
  }

  public Method1<TipsetKey, Map<String, MarketBalance>> participants() {
    return query(
            "StateMarketParticipants",
            READ,
            DealJson.BALANCE.mapBy("string", Function.identity(), Function.identity()))
        .taking(TIPSET_KEY);
  }

  /** Every deal, by its number. */
  public Method1<TipsetKey, Map<Long, Deal>> deals() {
    return query(
            "StateMarketDeals",
            READ,
            deal.mapBy("string", Long::parseUnsignedLong, Long::toUnsignedString))
        .taking(TIPSET_KEY);
  }

  public Method2<Long, TipsetKey, Deal> storageDeal() {
    return query("StateMarketStorageDeal", READ, deal).taking(UNSIGNED, TIPSET_KEY);
  }

  public Method2<Cid, TipsetKey, Boolean> proposalPending() {
    return query("StateMarketProposalPending", READ, JsonForm.BOOL).taking(CID, TIPSET_KEY);
  }

  public Method3<PaddedSize, Boolean, TipsetKey, Supply.CollateralBounds>
      providerCollateralBounds() {
    return query("StateDealProviderCollateralBounds", READ, NetworkJson.COLLATERAL_BOUNDS)
        .taking(DealJson.PADDED_SIZE, JsonForm.BOOL, TIPSET_KEY);
  }

  public Method3<Address, Address, TokenAmount, Cid> addBalance() {
    return command("MarketAddBalance", SIGN, CID).taking(address, address, AMOUNT);
  }

  public Method3<Address, Address, TokenAmount, Cid> withdraw() {
    return command("MarketWithdraw", SIGN, CID).taking(address, address, AMOUNT);
  }
}
