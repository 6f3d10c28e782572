package io.slipway.starter.output;

/** That a first slipway.yml was written. */
public record Written(String file, String application, String repository) implements Message {
  @Override
  public String type() {
    return "written";
  }

  @Override
  public void write(Page page) {
    page.line(
        "Wrote %s for application %s. Look it through, then: slipway validate"
            .formatted(file, application));
  }
}
