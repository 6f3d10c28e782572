package io.slipway.starter.output;

/**
 * The command was interrupted and no longer watches; the run goes on.
 *
 * @param run id of its workflow
 * @param watch the command that follows it again
 * @param abort the command that stops it
 */
public record Detached(String run, String watch, String abort) implements Message {
  @Override
  public String type() {
    return "detached";
  }

  @Override
  public void write(Page page) {
    page.line("");
    page.line("No longer watching. %s goes on.".formatted(run));
    page.line("Watch it: %s. Stop it: %s.".formatted(watch, abort));
  }
}
