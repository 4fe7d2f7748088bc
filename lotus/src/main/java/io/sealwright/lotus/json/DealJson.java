package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;

import io.sealwright.lotus.node.Deal;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.actor.MarketBalance;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;

/** The forms of the storage market. */
public final class DealJson {
  public static final JsonForm<PaddedSize> PADDED_SIZE =
      JsonForm.I64.mapped("abi.PaddedPieceSize", PaddedSize::new, PaddedSize::bytes);

  public static final JsonForm<MarketBalance> BALANCE =
      RecordForm.of(
          "api.MarketBalance",
          MarketBalance.class,
          field("Escrow", AMOUNT),
          field("Locked", AMOUNT));

  private static final JsonForm<Deal.State> STATE =
      RecordForm.of(
          "api.MarketDealState",
          Deal.State.class,
          sometimes("SectorNumber", SECTOR_NUMBER),
          field("SectorStartEpoch", EPOCH),
          field("LastUpdatedEpoch", EPOCH),
          field("SlashEpoch", EPOCH));

  private DealJson() {}

  /** For a network whose addresses have this letter. */
  public static JsonForm<Deal> deal(NetworkLetter letter) {
    JsonForm<Address> address = ValueJson.address(letter);
    JsonForm<Deal.Proposal> proposal =
        RecordForm.of(
            "market.DealProposal",
            Deal.Proposal.class,
            field("PieceCID", ValueJson.PIECE_CID),
            field("PieceSize", PADDED_SIZE),
            field("VerifiedDeal", JsonForm.BOOL),
            field("Client", address),
            field("Provider", address),
            field("Label", JsonForm.TEXT),
            field("StartEpoch", EPOCH),
            field("EndEpoch", EPOCH),
            field("StoragePricePerEpoch", AMOUNT),
            field("ProviderCollateral", AMOUNT),
            field("ClientCollateral", AMOUNT));
    return RecordForm.of(
        "api.MarketDeal", Deal.class, field("Proposal", proposal), field("State", STATE));
  }
}
