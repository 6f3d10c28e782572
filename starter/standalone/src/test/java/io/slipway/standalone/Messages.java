package io.slipway.standalone;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/** Finds what is inside of Protobuf messages, however deep. */
final class Messages {
  private Messages() {}

  /** All of one type that others hold. */
  static <T extends Message> List<T> of(Class<T> type, List<Message> messages) {
    List<T> found = new ArrayList<>();
    messages.forEach(message -> collect(type, message, found));
    return found;
  }

  private static <T extends Message> void collect(Class<T> type, Message message, List<T> found) {
    if (type.isInstance(message)) {
      found.add(type.cast(message));
    }
    for (Object field : message.getAllFields().values()) {
      for (Object value : field instanceof List<?> list ? list : List.of(field)) {
        if (value instanceof Message inner) {
          collect(type, inner, found);
        }
      }
    }
  }
}
