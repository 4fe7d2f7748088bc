package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.auth.Permission.SIGN;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.NetworkJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.Consensus;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Fast finality (F3). Unknown to old nodes. */
public final class ConsensusMethods {
  private final JsonForm<Address> address;

  public ConsensusMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
  }

  public Method0<Boolean> isRunning() {
    return query("F3IsRunning", READ, JsonForm.BOOL).taking();
  }

  /** The rules; their fields change from release to release. Null if there are none yet. */
  public Method0<JsonNode> getManifest() {
    return query("F3GetManifest", READ, JsonForm.RAW).taking();
  }

  public Method0<Consensus.Progress> getProgress() {
    return query("F3GetProgress", READ, NetworkJson.PROGRESS).taking();
  }

  public Method0<JsonNode> getLatestCertificate() {
    return query("F3GetLatestCertificate", READ, JsonForm.RAW).taking();
  }

  /** A ticket for a miner, given its last one, for so many instances. */
  public Method3<Address, ByteString, Long, ByteString> getOrRenewParticipationTicket() {
    return query("F3GetOrRenewParticipationTicket", SIGN, BYTES).taking(address, BYTES, UNSIGNED);
  }

  public Method1<ByteString, Consensus.Lease> participate() {
    return command("F3Participate", SIGN, NetworkJson.LEASE).taking(BYTES);
  }

  public Method0<List<Consensus.Participant>> listParticipants() {
    return query("F3ListParticipants", READ, slice(NetworkJson.PARTICIPANT)).taking();
  }
}
