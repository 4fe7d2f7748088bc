package io.sealwright.devchain.serve;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.RecordForm.unless;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.devchain.node.Faults;
import io.sealwright.devchain.node.Faults.Answering;
import io.sealwright.devchain.node.Faults.Stranded;
import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.MethodNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What only a dev chain has: methods of a namespace of their own, for whoever rehearses. All need
 * the permission {@code admin}.
 *
 * <pre>
 *   Sealwright.DrillGet []         what goes wrong on purpose now
 *   Sealwright.DrillSet [faults]   from now on exactly this
 *   Sealwright.ChainStep []        a tipset now, and what it is
 *   Sealwright.ChainSkip [n]       so many epochs without a block
 *   Sealwright.ChainReorganise [n] the newest n tipsets replaced by others
 * </pre>
 *
 * <p>Faults are an object, each field of which may be left out: {@code Answers}, a list of {@code
 * {"Methods":"State*","DelayMillis":500,"Error":"…","Every":1}}; {@code StuckHead}; {@code BaseFee};
 * {@code Stranded}, a list of {@code {"Message":CID}}, {@code {"Sender":"t1…","Nonce":3}} or {@code
 * {"Method":5}}; {@code ForgetStates}, a number of epochs.
 */
public record DrillMethods(JsonForm<Faults> faults, JsonForm<Tipset> tipset) {
  private static final long NEVER_FORGET = -1;

  private static final JsonForm<Answering> ANSWERING =
      RecordForm.of(
          "drill.Answering",
          Answering.class,
          field("Methods", JsonForm.TEXT),
          unless(
              "DelayMillis",
              JsonForm.I64.mapped(
                  "int64", Duration::ofMillis, Duration::toMillis),
              Duration.ZERO),
          sometimes("Error", JsonForm.TEXT),
          unless("Every", JsonForm.I64.mapped("int", Math::toIntExact, Integer::longValue), 1));

  /** A message that stays, in one of three ways. */
  public record Named(
      Optional<Cid> message, Optional<Address> sender, Optional<Long> nonce, Optional<Long> method) {

    static Named of(Stranded stranded) {
      return switch (stranded) {
        case Stranded.ByCid(Cid message) ->
            new Named(Optional.of(message), Optional.empty(), Optional.empty(), Optional.empty());
        case Stranded.ByNonce(Address sender, long nonce) ->
            new Named(Optional.empty(), Optional.of(sender), Optional.of(nonce), Optional.empty());
        case Stranded.ByMethod(MethodNumber method) ->
            new Named(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(method.number()));
      };
    }

    Stranded stranded() {
      if (message.isPresent()) {
        return new Stranded.ByCid(message.get());
      }
      if (method.isPresent()) {
        return new Stranded.ByMethod(new MethodNumber(method.get()));
      }
      if (sender.isEmpty() || nonce.isEmpty()) {
        throw new IllegalArgumentException(
            "a stranded message is named by Message, by Sender and Nonce, or by Method");
      }
      return new Stranded.ByNonce(sender.get(), nonce.get());
    }
  }

  /** The methods of a network whose addresses have this letter. */
  public static DrillMethods of(NetworkLetter letter) {
    JsonForm<Stranded> stranded =
        RecordForm.of(
                "drill.Stranded",
                Named.class,
                sometimes("Message", ValueJson.CID),
                sometimes("Sender", ValueJson.address(letter)),
                sometimes("Nonce", ValueJson.UNSIGNED),
                sometimes("Method", ValueJson.UNSIGNED))
            .mapped("drill.Stranded", Named::stranded, Named::of);
    return new DrillMethods(
        RecordForm.of(
            "drill.Faults",
            Faults.class,
            unless("Answers", ANSWERING.list(), List.of()),
            unless("StuckHead", JsonForm.BOOL, false),
            sometimes("BaseFee", ValueJson.AMOUNT),
            unless("Stranded", stranded.list(), List.of()),
            unless("ForgetStates", JsonForm.I64, NEVER_FORGET)),
        ChainJson.of(letter).tipset());
  }

  public Method0<Faults> get() {
    return query("Sealwright.DrillGet", ADMIN, faults).taking();
  }

  public Method1<Faults, Nothing> set() {
    return query("Sealwright.DrillSet", ADMIN, JsonForm.NOTHING).taking(faults);
  }

  public Method0<Tipset> step() {
    return command("Sealwright.ChainStep", ADMIN, tipset).taking();
  }

  public Method1<Long, Nothing> skip() {
    return command("Sealwright.ChainSkip", ADMIN, JsonForm.NOTHING).taking(JsonForm.I64);
  }

  public Method1<Long, Nothing> reorganise() {
    return command("Sealwright.ChainReorganise", ADMIN, JsonForm.NOTHING).taking(JsonForm.I64);
  }
}
