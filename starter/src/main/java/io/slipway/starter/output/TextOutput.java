package io.slipway.starter.output;

/** Words: what was asked for on standard output, notes and failures on standard error. */
final class TextOutput implements Output {
  private final Page out;
  private final Page err;
  private final boolean quiet;

  TextOutput(Page out, Page err, boolean quiet) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
  }

  @Override
  public void say(Message message) {
    message.write(out);
  }

  @Override
  public void note(String sentence) {
    if (!quiet) {
      new Note(sentence).write(err);
    }
  }

  @Override
  public void fail(Failure failure) {
    failure.write(err);
  }

  @Override
  public RunListener progress(String run) {
    return quiet ? conclusion(run) : new TextProgress(out, err);
  }

  @Override
  public RunListener conclusion(String run) {
    return new QuietProgress(out);
  }
}
