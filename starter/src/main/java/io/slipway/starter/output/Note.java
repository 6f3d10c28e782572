package io.slipway.starter.output;

/** Something good to know, such as that Temporal does not answer at the moment. */
record Note(String message) implements Message {
  @Override
  public String type() {
    return "notice";
  }

  @Override
  public void write(Page page) {
    page.line(Printable.of(message));
  }
}
