package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Instant;

/** What a sector needs next, and why. The same is answered until an event changes the state. */
public sealed interface Next {
  Reason reason();

  /** Its end is an event: the one that says the task is done, or that it failed. */
  record Run(TaskType task, Reason reason) implements Next {}

  /** That it was sent is an event. */
  record Send(Request request, Reason reason) implements Next {}

  /** The chain's randomness of an epoch, as a ticket. */
  record DrawTicket(Epoch epoch, Reason reason) implements Next {}

  /** The chain's randomness of an epoch, as a seed. */
  record DrawSeed(Epoch epoch, Reason reason) implements Next {}

  /** The facts show this; it is to be written down. */
  record WriteDown(SectorEvent event, Reason reason) implements Next {}

  /** Nothing before the chain is at an epoch, or the facts change. */
  record WaitForEpoch(Epoch epoch, Reason reason) implements Next {}

  /** Nothing before a time, or a change of facts. */
  record WaitForTime(Instant time, Reason reason) implements Next {}

  /** Nothing before the facts change. */
  record WaitForChange(Reason reason) implements Next {}

  /** The sealed files are to be made again from what the chain knows, and stored. */
  record Recover(Reason reason) implements Next {}

  /** The files are to be deleted everywhere, by whoever may. */
  record DeleteFiles(Reason reason) implements Next {}

  /** Nothing, ever, unless an operator decides otherwise. */
  record Rest(Reason reason) implements Next {}
}
