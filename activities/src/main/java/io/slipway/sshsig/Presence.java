package io.slipway.sshsig;

/**
 * What a good signature vouches for besides: security keys tell whether a person was there.
 *
 * @param security whether it was made by a security key; nothing else is told otherwise
 * @param touched whether the key was touched
 * @param verified whether the key has verified its owner, by a PIN or a finger
 */
public record Presence(boolean security, boolean touched, boolean verified) {
  static final Presence UNTOLD = new Presence(false, false, false);
}
