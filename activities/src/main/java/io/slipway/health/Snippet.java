package io.slipway.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer's body; the rest is not fetched. */
final class Snippet implements BodySubscriber<String> {
  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private Flow.@Nullable Subscription source;

  Snippet(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    goOn(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    for (ByteBuffer piece : pieces) {
      byte[] bytes = new byte[Math.min(piece.remaining(), most - kept.size())];
      piece.get(bytes);
      kept.writeBytes(bytes);
    }
    goOn(Objects.requireNonNull(source));
  }

  private void goOn(Flow.Subscription from) {
    if (kept.size() < most) {
      from.request(1);
    } else {
      from.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable cause) {
    text.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    text.complete(kept.toString(UTF_8));
  }
}
