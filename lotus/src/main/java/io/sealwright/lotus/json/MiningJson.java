package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SEALED;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.lotus.node.BlockTemplate;
import io.sealwright.lotus.node.MiningBase;
import io.sealwright.lotus.node.SubmittedBlock;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;

/** The forms of making blocks, for one network. */
public record MiningJson(
    JsonForm<MiningBase> base, JsonForm<BlockTemplate> template, JsonForm<SubmittedBlock> block) {
  public static final JsonForm<MiningBase.Challenged> CHALLENGED =
      RecordForm.of(
          "proof.ExtendedSectorInfo",
          MiningBase.Challenged.class,
          field("SealProof", JsonForm.I64),
          field("SectorNumber", SECTOR_NUMBER),
          field("SectorKey", CID.optional()),
          field("SealedCID", SEALED));

  /** The forms of a network whose addresses have this letter. */
  public static MiningJson of(NetworkLetter letter) {
    ChainJson chain = ChainJson.of(letter);
    JsonForm<Address> address = ValueJson.address(letter);
    return new MiningJson(
        RecordForm.of(
            "api.MiningBaseInfo",
            MiningBase.class,
            field("MinerPower", BIG),
            field("NetworkPower", BIG),
            field("Sectors", ValueJson.slice(CHALLENGED)),
            field("WorkerKey", address),
            field("SectorSize", UNSIGNED),
            field("PrevBeaconEntry", ChainJson.BEACON_ENTRY),
            field("BeaconEntries", ValueJson.slice(ChainJson.BEACON_ENTRY)),
            field("EligibleForMining", JsonForm.BOOL)),
        RecordForm.of(
            "api.BlockTemplate",
            BlockTemplate.class,
            field("Miner", address),
            field("Parents", TIPSET_KEY),
            field("Ticket", ChainJson.TICKET.optional()),
            field("Eproof", ChainJson.ELECTION_PROOF.optional()),
            field("BeaconValues", ValueJson.slice(ChainJson.BEACON_ENTRY)),
            field("Messages", ValueJson.slice(chain.signedMessage())),
            field("Epoch", EPOCH),
            field("Timestamp", UNSIGNED),
            field("WinningPoStProof", ValueJson.slice(ChainJson.POST_PROOF))),
        RecordForm.of(
            "types.BlockMsg",
            SubmittedBlock.class,
            field("Header", chain.block()),
            field("BlsMessages", ValueJson.slice(CID)),
            field("SecpkMessages", ValueJson.slice(CID))));
  }
}
