package io.plantbeam.stores.gcs;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.StoreFailures;
import java.util.Locale;
import java.util.Optional;

/** Makes of a failure of Google's client a sentence that says what to change. */
final class GcsFailures {
  private final ObjectName name;
  private final GcsSettings settings;

  private GcsFailures(ObjectName name, GcsSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /** The sentence, without a full stop; empty where it is not a failure of the client's. */
  static Optional<String> sentence(Throwable failure, ObjectName name, GcsSettings settings) {
    GcsFailures failures = new GcsFailures(name, settings);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpResponseException answer) {
        return Optional.of(
            isOfTokens(answer) ? failures.ofTokens(answer) : failures.ofAnswer(answer));
      }
    }
    return StoreFailures.ofConnection(failure).map(kind -> failures.ofConnection(kind, failure));
  }

  private String ofConnection(StoreFailures.Connection kind, Throwable failure) {
    return switch (kind) {
      case NO_HOST ->
          "there is no host for %s; check %s"
              .formatted(
                  settings.place(), settings.endpoint() == null ? "the network" : "--gcsEndpoint");
      case NO_ANSWER ->
          "nothing answers at %s; check %sthe network"
              .formatted(settings.place(), settings.endpoint() == null ? "" : "--gcsEndpoint and ");
      case NO_TLS ->
          "%s cannot be spoken to by TLS: %s"
              .formatted(settings.place(), StoreFailures.root(failure));
    };
  }

  /** Whether it is what the server answers that makes tokens of credentials. */
  private static boolean isOfTokens(HttpResponseException answer) {
    return String.valueOf(answer.getContent()).contains("\"error_description\"");
  }

  private String ofTokens(HttpResponseException answer) {
    String content = answer.getContent().toLowerCase(Locale.ROOT);
    if (content.contains("reasonable timeframe")) {
      return StoreFailures.clock("Google", answer.getHeaders().getDate());
    }
    if (content.contains("jwt signature")) {
      return "Google refuses the signature: the key of the service account is deleted, or of another account";
    }
    if (content.contains("account not found")) {
      return "Google does not know the service account of the credentials";
    }
    return "Google gives no token for the credentials (%s)"
        .formatted(content.replaceAll("(?s).*\"error\"\\s*:\\s*\"([a-z_]+)\".*", "$1"));
  }

  private String ofAnswer(HttpResponseException answer) {
    return switch (answer.getStatusCode()) {
      case 401 ->
          "%s does not take the credentials%s"
              .formatted(
                  settings.place(),
                  settings.credentials() == null ? "; give --gcsCredentials" : "");
      case 403 -> forbidden(answer);
      case 404 ->
          isOfObject(answer)
              ? "there is no such object"
              : "there is no bucket %s at %s".formatted(name.bucket(), settings.place());
      case 408, 429, 500, 502, 503, 504 ->
          "%s cannot answer now (%d)".formatted(settings.place(), answer.getStatusCode());
      default ->
          "%s answers %d%s"
              .formatted(
                  settings.place(),
                  answer.getStatusCode(),
                  message(answer).map(text -> " (" + text + ")").orElse(""));
    };
  }

  private String forbidden(HttpResponseException answer) {
    if (String.valueOf(answer.getContent()).contains("billing account")) {
      return "the project of bucket %s has no billing account".formatted(name.bucket());
    }
    return "the credentials may not do this in bucket %s at %s; needed are the roles Storage Object Viewer for what is read, and Storage Object User for what is written"
        .formatted(name.bucket(), settings.place());
  }

  private static boolean isOfObject(HttpResponseException answer) {
    return String.valueOf(answer.getContent()).contains("No such object");
  }

  private static Optional<String> message(HttpResponseException answer) {
    return answer instanceof GoogleJsonResponseException json
        ? Optional.ofNullable(json.getDetails())
            .map(GoogleJsonError::getMessage)
            .map(StoreFailures::oneLine)
        : Optional.empty();
  }
}
