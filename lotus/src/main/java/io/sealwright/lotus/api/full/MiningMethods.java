package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.auth.Permission.WRITE;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.MiningJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.BlockTemplate;
import io.sealwright.lotus.node.MiningBase;
import io.sealwright.lotus.node.SubmittedBlock;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/** What a Go miner asks of its node to make blocks. */
public final class MiningMethods {
  private final JsonForm<Address> address;
  private final MiningJson mining;

  public MiningMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
    mining = MiningJson.of(letter);
  }

  /** Empty if the miner has no power to make a block with. */
  public Method3<Address, Epoch, TipsetKey, Optional<MiningBase>> getBaseInfo() {
    return query("MinerGetBaseInfo", READ, mining.base().optional())
        .taking(address, EPOCH, TIPSET_KEY);
  }

  public Method1<BlockTemplate, SubmittedBlock> createBlock() {
    return query("MinerCreateBlock", WRITE, mining.block()).taking(mining.template());
  }

  public Method1<SubmittedBlock, Nothing> submitBlock() {
    return command("SyncSubmitBlock", WRITE, JsonForm.NOTHING).taking(mining.block());
  }
}
