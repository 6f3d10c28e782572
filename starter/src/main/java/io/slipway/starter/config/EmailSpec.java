package io.slipway.starter.config;

import io.slipway.domain.Channel.Protection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mail. */
@Section("Mail by SMTP, in plain text.")
record EmailSpec(
    @Key(value = "Who gets it.", required = true, form = Form.MAIL_ADDRESS, oneOrMany = true)
        @Nullable List<@Nullable String> to,
    @Key(value = "Who it is from.", required = true, form = Form.MAIL_ADDRESS)
        @Nullable String from,
    @Key(
            value = "The mail server, as the worker sees it: a DNS name or an IP address.",
            required = true,
            form = Form.MAIL_SERVER)
        @Nullable String host,
    @Key(
            value = "Its port. Default: 587, 465 with `tls: implicit`, 25 with `tls: none`.",
            most = 65_535)
        @Nullable Integer port,
    @Key(
            value =
                "`starttls` sends nothing before TLS is agreed on, `implicit` speaks TLS from the"
                    + " first byte, `none` speaks in clear and never with a password.",
            standard = "starttls")
        @Nullable Protection tls,
    @Key(value = "Who logs in there. Default: nobody.", form = Form.MAIL_USER)
        @Nullable String user,
    @Key(value = "A reference to the user's password. May hold `{stage}`.", form = Form.SECRET_REF)
        @Nullable String password) {}
