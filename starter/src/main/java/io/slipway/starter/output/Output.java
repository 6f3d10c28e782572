package io.slipway.starter.output;

import java.io.PrintWriter;

/**
 * What a command tells its caller: words for people, or one JSON object a line for machines. In
 * JSON all goes to standard output, so that one stream tells the whole story in order.
 */
public interface Output {

  /** Tells a result or a step of progress. */
  void say(Message message);

  /** Tells what is good to know and is not what the command was asked for. */
  void note(String sentence);

  /** Tells why the command failed; the last thing that is told. */
  void fail(Failure failure);

  /** How to tell the progress of a run, and its end; its end only when output is quiet. */
  RunListener progress(String run);

  /** How to tell the progress of a run that is over. */
  RunListener retelling(String run);

  /** How to tell the end of a run only. */
  RunListener conclusion(String run);

  static Output text(PrintWriter out, PrintWriter err, Paint paint, Detail detail) {
    return text(out, err, paint, detail, Show.NONE);
  }

  /**
   * @param show where progress is shown, if it can be
   */
  static Output text(PrintWriter out, PrintWriter err, Paint paint, Detail detail, Show show) {
    return new TextOutput(new Page(out, paint), new Page(err, paint), detail, show);
  }

  static Output json(PrintWriter out, Detail detail) {
    return new JsonOutput(out, detail);
  }
}
