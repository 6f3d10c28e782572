package io.slipway.starter.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Managed nodes of Systems Manager. */
@Section(
    "Managed nodes of AWS Systems Manager, in EC2 or elsewhere. A host is called by the name that"
        + " it was registered with, else by its node's id; where several have the same name, by"
        + " both, as `NAME-ID`. Credentials are those of AWS's environment, files and roles.")
record SsmSpec(
    @Key(
            value = "Tags that a node must have, at least one.",
            required = true,
            names = Form.TAG_KEY,
            form = Form.TAG_VALUE)
        @Nullable Map<String, @Nullable String> tags,
    @Key(value = "Region of AWS. Default: the environment's.", form = Form.REGION)
        @Nullable String region,
    @Key(
            value =
                "What is connected to: the address that the node tells, `private`, or its own name,"
                    + " `dns`. Systems Manager knows no `public` ones.",
            standard = "private")
        @Nullable AddressKind address,
    @Key(
            value =
                "What becomes of nodes that are offline: `refuse` makes a fault of them, `skip`"
                    + " leaves them out and says so.",
            standard = "refuse")
        @Nullable OfflineNodes offline) {}
