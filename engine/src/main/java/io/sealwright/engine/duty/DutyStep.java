package io.sealwright.engine.duty;

import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.SectorSelections.Selection;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;

/** What is to be done next. */
public sealed interface DutyStep {
  /** Write down what became of an attempt. */
  record Keep(WindowRecord record) implements DutyStep {}

  /** End what is being proven, files closed, and write down why. */
  record Stop(Attempt attempt, String reason) implements DutyStep {}

  /** End the check that runs: something has to be proven. */
  record StopCheck(Window window) implements DutyStep {}

  /** Give a proof to the pool. */
  record Send(WindowRecord record, Progress.Proven proof) implements DutyStep {}

  /** Begin to prove. */
  record Prove(Attempt attempt) implements DutyStep {}

  /** Read the files of sectors of a window, to see which are lost and which are back. */
  record Check(Window window, Bitfield sectors) implements DutyStep {}

  /** Tell the chain of sectors that are lost, or back. */
  record Declare(Purpose purpose, MinerMethod method, List<Selection> selections)
      implements DutyStep {
    public Declare {
      selections = List.copyOf(selections);
    }
  }

  /** Nothing, until the head is at an epoch or a proof is made. */
  record Wait(Epoch until, String reason) implements DutyStep {}
}
