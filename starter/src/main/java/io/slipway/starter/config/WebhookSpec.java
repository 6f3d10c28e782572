package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** A receiver of JSON. */
@Section(
    value = "A receiver of JSON by POST, or only the reference to its address.",
    shortForm = "url")
record WebhookSpec(
    @Key(
            value = "A reference to its address. May hold `{stage}`.",
            required = true,
            form = Form.SECRET_REF)
        @Nullable String url,
    @Key(
            value =
                "A reference to the key by which each request is signed, with HMAC-SHA256. May hold"
                    + " `{stage}`. Default: none is signed.",
            form = Form.SECRET_REF)
        @Nullable String secret) {}
