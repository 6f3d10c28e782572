package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** A time in which deploys may, or may not, be done. */
@Section(
    value =
        "A time in which deploys may, or may not, be done. One of `freeze` and `allow`; see"
            + " docs/guide/freezes.md.",
    exactlyOneOf = {"freeze", "allow"})
record WindowSpec(
    @Key(
            value =
                "When no deploy may be done, whatever is allowed: weekly as in `FRI 15:00-MON"
                    + " 06:00` or `MON-THU 08:00-17:00`, once as in"
                    + " `2026-12-20T00:00/2027-01-06T06:00`.",
            form = Form.WINDOW)
        @Nullable String freeze,
    @Key(
            value =
                "When deploys may be done, written in the same way. Where any is named, they may be"
                    + " done at no other time.",
            form = Form.WINDOW)
        @Nullable String allow,
    @Key(
            value = "By whose clocks, such as `Europe/Berlin` or `UTC`.",
            required = true,
            form = Form.ZONE)
        @Nullable String zone,
    @Key(value = "Why; told to whoever is refused.", form = Form.REASON) @Nullable String reason) {}
