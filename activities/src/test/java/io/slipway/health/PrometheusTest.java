package io.slipway.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real HTTP server that answers as a Prometheus does. */
final class PrometheusTest {
  private final HttpServer server = start();
  private final List<String> asked = new ArrayList<>();
  private volatile String answer = "";
  private volatile int status = 200;

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no port for a server", e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          URI uri = exchange.getRequestURI();
          synchronized (asked) {
            asked.add("%s %s".formatted(uri.getPath(), uri.getRawQuery()));
          }
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Prometheus prometheus() {
    return new Prometheus(
        HttpProbe.client(), "http://127.0.0.1:%d/prom/".formatted(server.getAddress().getPort()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vector | [{'metric':{},'value':[1435781451.781,'0.25']}] | 0.25",
        "scalar | [1435781451.781,'3'] | 3",
        "vector | [{'metric':{'a':'b'},'value':[1,'NaN']}] | NaN",
        "vector | [{'metric':{},'value':[1,'+Inf']}] | Infinity",
        "vector | [{'metric':{},'value':[1,'-Inf']}] | -Infinity",
        "vector | [{'metric':{},'value':[1,'1.5e-3']}] | 0.0015"
      })
  void reads_the_one_number(String type, String result, double expected) throws Exception {
    answers(type, result);

    assertEquals(expected, prometheus().ask("sum(rate(errors{host=~\"a|b\"}[5m])) + 1"));
    assertEquals(
        List.of(
            "/prom/api/v1/query"
                + " query=sum%28rate%28errors%7Bhost%3D%7E%22a%7Cb%22%7D%5B5m%5D%29%29+%2B+1"),
        asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vector | [] | the query has no series, and one is needed: say sum(...) or avg(...)",
        "vector | [{'value':[1,'1']},{'value':[1,'2']}] | the query has 2 series, and one is"
            + " needed: say sum(...) or avg(...)",
        "matrix | [] | the query has no number, but something else",
        "vector | [{'value':[1,'many']}] | 'many' is no number"
      })
  void says_why_there_is_none(String type, String result, String why) {
    answers(type, result);

    assertEquals(why, refused());
  }

  @Test
  void tells_what_it_refuses() {
    status = 400;
    answer =
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error at char 4\"}";

    assertTrue(refused().endsWith("refuses the query: parse error at char 4"), refused());
  }

  @Test
  void takes_no_page_of_a_proxy_for_an_answer() {
    status = 502;
    answer = "<html>Bad gateway</html>";

    assertTrue(refused().contains("answers with no JSON: <html>Bad gateway</html>"), refused());
  }

  @Test
  void says_that_nobody_answers() {
    server.stop(0);

    assertTrue(refused().endsWith("does not answer: connection refused"), refused());
  }

  private void answers(String type, String result) {
    answer =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}}"
            .formatted(type, result.replace('\'', '"'));
  }

  private String refused() {
    return String.valueOf(
        assertThrows(Prometheus.NoNumberException.class, () -> prometheus().ask("up"))
            .getMessage());
  }
}
