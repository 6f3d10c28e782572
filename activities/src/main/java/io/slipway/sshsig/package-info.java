/**
 * Signatures by SSH keys: as files hold them, and whether they are those of a key. Whose key it is
 * and what that lets its owner do is for others to say. Begin with {@link
 * io.slipway.sshsig.SshSignatureFile}.
 */
@NullMarked
package io.slipway.sshsig;

import org.jspecify.annotations.NullMarked;
