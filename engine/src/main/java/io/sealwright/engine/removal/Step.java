package io.sealwright.engine.removal;

import java.util.Optional;

/**
 * An action with why it is to be done, or is offered.
 *
 * @param permit there if the action is dangerous and may be done now
 */
public record Step(Action action, Reason reason, Optional<Permit> permit) {}
