package io.slipway.starter.config;

import io.slipway.domain.HostKeyPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to log in. */
@Section("How the worker logs in. All paths are paths on the worker.")
record SshSpec(
    @Key(value = "Who logs in. Hosts without their own user need it.", form = Form.LOGIN)
        @Nullable String user,
    @Key(value = "Port of sshd.", standard = "22", most = 65_535) @Nullable Integer port,
    @Key(
            value = "Bastion, `[user@]host[:port]`, or a list of them from the worker on.",
            form = Form.JUMP,
            oneOrMany = true)
        @Nullable List<@Nullable String> jump,
    @Key(
            value = "Private key files, tried in order. Default: the usual `~/.ssh/id_*`.",
            form = Form.LOCAL_FILE,
            oneOrMany = true)
        @Nullable List<@Nullable String> identities,
    @Key(
            value =
                "Where the passphrase of private keys is: `env:NAME` or `file:/path`. Never the"
                    + " passphrase itself.",
            form = Form.PASSPHRASE)
        @Nullable String passphrase,
    @Key(
            value = "Socket of an ssh-agent. Default: the worker's `SSH_AUTH_SOCK`.",
            form = Form.LOCAL_FILE)
        @Nullable String agent,
    @Key(
            value =
                "Files of known host keys. Default: `~/.ssh/known_hosts` and"
                    + " `/etc/ssh/ssh_known_hosts`.",
            form = Form.LOCAL_FILE,
            oneOrMany = true)
        @Nullable List<@Nullable String> knownHosts,
    @Key(
            value =
                "What to do about a host that no file knows: refuse it (`strict`), or trust its key"
                    + " on first sight (`accept-new`). A changed key is refused always.",
            standard = "strict")
        @Nullable HostKeyPolicy hostKeys,
    @Key(
            value = "Whether the worker asks OpenSSH (`ssh -G`) for settings of each host.",
            standard = "false")
        @Nullable Boolean config,
    @Key(
            value =
                "Where the worker has a key of its own making signed, such as"
                    + " `vault:ssh/sign/deploy`: it then needs no key of its own on disk. May"
                    + " hold `{stage}`.",
            form = Form.CERTIFICATE)
        @Nullable String certificate) {}
