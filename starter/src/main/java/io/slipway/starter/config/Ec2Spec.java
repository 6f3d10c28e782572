package io.slipway.starter.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances of EC2. */
@Section(
    "Running instances of EC2. A host is called by its tag `Name`, else by its instance's id; where"
        + " several have the same name, by both, as `NAME-ID`. Its zone is its availability zone."
        + " Credentials are those of AWS's environment, files and roles.")
record Ec2Spec(
    @Key(
            value =
                "Tags that an instance must have, at least one. `*` and `?` in a value match as AWS"
                    + " says.",
            required = true,
            names = Form.TAG_KEY,
            form = Form.TAG_VALUE)
        @Nullable Map<String, @Nullable String> tags,
    @Key(value = "Region of AWS. Default: the environment's.", form = Form.REGION)
        @Nullable String region,
    @Key(
            value = "Which address is connected to: `private`, `public` or `dns`.",
            standard = "private")
        @Nullable AddressKind address) {}
