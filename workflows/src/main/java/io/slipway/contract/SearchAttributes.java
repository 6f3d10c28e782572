package io.slipway.contract;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** The search attributes of runs. They must be registered with the server before a run starts. */
public final class SearchAttributes {
  public static final SearchAttributeKey<String> APPLICATION =
      SearchAttributeKey.forKeyword("SlipwayApplication");
  public static final SearchAttributeKey<String> STAGE =
      SearchAttributeKey.forKeyword("SlipwayStage");
  public static final SearchAttributeKey<String> REVISION =
      SearchAttributeKey.forKeyword("SlipwayRevision");
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("SlipwayState");
  public static final SearchAttributeKey<String> INITIATOR =
      SearchAttributeKey.forKeyword("SlipwayInitiator");

  public static final List<SearchAttributeKey<String>> ALL =
      List.of(APPLICATION, STAGE, REVISION, STATE, INITIATOR);

  private SearchAttributes() {}
}
