package io.slipway.starter.output;

/** Words: what was asked for on standard output, notes and failures on standard error. */
final class TextOutput implements Output {
  private final Page out;
  private final Page err;
  private final Detail detail;

  TextOutput(Page out, Page err, Detail detail) {
    this.out = out;
    this.err = err;
    this.detail = detail;
  }

  @Override
  public void say(Message message) {
    message.write(out);
  }

  @Override
  public void note(String sentence) {
    if (detail != Detail.RESULT) {
      new Note(sentence).write(err);
    }
  }

  @Override
  public void fail(Failure failure) {
    failure.write(err);
  }

  @Override
  public RunListener progress(String run) {
    return switch (detail) {
      case RESULT -> conclusion(run);
      case PROGRESS -> new TextProgress(out, err);
      case OUTPUT -> new OutputProgress(run, out, new TextProgress(out, err));
    };
  }

  @Override
  public RunListener conclusion(String run) {
    return new QuietProgress(out);
  }
}
