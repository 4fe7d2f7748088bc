package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;

/** Parameters of ChangeBeneficiary: who may draw, how much in all, and until when. */
public record ChangeBeneficiary(Address beneficiary, TokenAmount quota, Epoch expiration) {}
