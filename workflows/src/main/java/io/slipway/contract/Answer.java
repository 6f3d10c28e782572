package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a stage says to a request that it does not refuse. Older stages say that it has begun, and
 * do not say so by name.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = RunTicket.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunTicket.class, name = "begun"),
  @JsonSubTypes.Type(value = Place.class, name = "place")
})
public sealed interface Answer permits RunTicket, Place {}
