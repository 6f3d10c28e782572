package io.slipway.starter.output;

/** Words: what was asked for on standard output, notes and failures on standard error. */
final class TextOutput implements Output {
  private final Page out;
  private final Page err;
  private final Detail detail;
  private final Show show;

  TextOutput(Page out, Page err, Detail detail, Show show) {
    this.out = out;
    this.err = err;
    this.detail = detail;
    this.show = show;
  }

  @Override
  public void say(Message message) {
    message.write(out);
  }

  @Override
  public void note(String sentence) {
    if (detail != Detail.RESULT && !show.takes(sentence)) {
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
      case PROGRESS -> {
        TextProgress lines = new TextProgress(out, err);
        yield show.of(new Aftermath(lines), out.paint()).orElse(lines);
      }
      case OUTPUT -> new OutputProgress(run, out, new TextProgress(out, err));
    };
  }

  @Override
  public RunListener retelling(String run) {
    return detail == Detail.PROGRESS ? new TextProgress(out, err) : progress(run);
  }

  @Override
  public RunListener conclusion(String run) {
    return new QuietProgress(out);
  }
}
