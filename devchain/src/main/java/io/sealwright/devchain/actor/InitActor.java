package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.InitState;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.CreateMiner;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.util.Optional;

/** Gives addresses numbers, and makes actors. */
public final class InitActor {
  private static final MethodNumber CONSTRUCTOR = new MethodNumber(1);

  private InitActor() {}

  public static ActorCode code() {
    return new Methods().on(2, ActorCallsCbor.EXEC, InitActor::exec);
  }

  private static ByteString exec(Runtime runtime, ActorCalls.Exec asked) throws Abort, IOException {
    if (!mayMake(runtime, asked.code())) {
      throw Abort.forbidden(
          "called type %s cannot exec actor type %s"
              .formatted(runtime.codeOf(runtime.caller()).orElseThrow(), asked.code()));
    }
    Address robust = runtime.nextActorAddress();
    long number = assign(runtime, robust);
    runtime.create(number, asked.code(), Optional.empty());
    runtime.send(Address.id(number), CONSTRUCTOR, asked.constructorParams(), runtime.received());
    return Methods.result(
        MethodCbor.CREATED_MINER, new CreateMiner.Created(Address.id(number), robust));
  }

  private static boolean mayMake(Runtime runtime, Cid code) throws IOException {
    Optional<BuiltinCode> kind = BuiltinCode.of(code);
    return kind.equals(Optional.of(BuiltinCode.MULTISIG))
        || kind.equals(Optional.of(BuiltinCode.MINER))
            && Callers.is(runtime, runtime.caller(), BuiltinCode.POWER);
  }

  private static long assign(Runtime runtime, Address robust) throws Abort, IOException {
    InitState state = runtime.blocks().read(runtime.head(), ActorCbor.INIT);
    HamtWriter<Long> table =
        HamtWriter.of(runtime.blocks(), CborCodecs.UNSIGNED, BitWidths.HAMT, state.addresses());
    if (table.contains(robust.toBytes())) {
      throw Abort.forbidden(
          "robust address " + robust + " is already allocated in the address map");
    }
    long number = state.nextActor();
    table.set(robust.toBytes(), number);
    InitState next = new InitState(table.write(), number + 1, state.networkName());
    runtime.setHead(runtime.blocks().write(next, ActorCbor.INIT));
    return number;
  }
}
