package io.plantbeam.stores.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.identity.CredentialUnavailableException;
import com.azure.storage.blob.models.BlobStorageException;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.StoreFailures;
import java.util.Locale;
import java.util.Optional;

/** Makes of a failure of Azure's client a sentence that says what to change. */
final class AzureFailures {
  private final AzurePlace place;
  private final AzureSettings settings;

  private AzureFailures(AzurePlace place, AzureSettings settings) {
    this.place = place;
    this.settings = settings;
  }

  /** The sentence, without a full stop; empty where it is not a failure of the client's. */
  static Optional<String> sentence(Throwable failure, ObjectName name, AzureSettings settings) {
    AzureFailures failures = new AzureFailures(AzurePlace.of(name.bucket()), settings);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BlobStorageException answer) {
        return Optional.of(failures.ofAnswer(answer));
      }
      if (cause instanceof CredentialUnavailableException) {
        return Optional.of(
            "there are no credentials: neither --azureAccountKey nor --azureSasToken, nor AZURE_CLIENT_ID and what belongs to it, a workload identity, the managed identity of a machine or a login of az");
      }
      if (cause instanceof ClientAuthenticationException) {
        return Optional.of(
            "the identity was refused: " + StoreFailures.oneLine(cause.getMessage()));
      }
      if (cause instanceof HttpResponseException) {
        return Optional.of(StoreFailures.oneLine(cause.getMessage()));
      }
    }
    return StoreFailures.ofConnection(failure).map(kind -> failures.ofConnection(kind, failure));
  }

  private String ofConnection(StoreFailures.Connection kind, Throwable failure) {
    return switch (kind) {
      case NO_HOST ->
          settings.endpoint() == null
              ? "there is no storage account %s (no host %s)"
                  .formatted(place.account(), place.host())
              : "there is no host for %s; check --azureEndpoint".formatted(settings.endpoint());
      case NO_ANSWER ->
          "nothing answers at %s; check %sthe network"
              .formatted(
                  settings.url(place), settings.endpoint() == null ? "" : "--azureEndpoint and ");
      case NO_TLS ->
          "%s cannot be spoken to by TLS: %s"
              .formatted(settings.url(place), StoreFailures.root(failure));
    };
  }

  private String ofAnswer(BlobStorageException answer) {
    String code = answer.getErrorCode() == null ? "" : answer.getErrorCode().toString();
    return switch (code) {
      case "ContainerNotFound", "ContainerBeingDeleted", "FilesystemNotFound" ->
          "there is no container %s in storage account %s at %s"
              .formatted(place.container(), place.account(), settings.url(place));
      case "BlobNotFound", "PathNotFound" -> "there is no such object";
      case "AuthenticationFailed", "InvalidAuthenticationInfo" -> authentication(answer);
      // An account's key may do everything.
      case "AuthorizationFailure" -> settings.accountKey() == null ? mayNot() : wrongKey();
      case "NoAuthenticationInformation",
          "AuthorizationPermissionMismatch",
          "AuthorizationProtocolMismatch",
          "AuthorizationResourceTypeMismatch",
          "AuthorizationServiceMismatch",
          "InsufficientAccountPermissions" ->
          mayNot();
      case "AuthorizationSourceIPMismatch" ->
          "the shared access signature is not for the address of this machine";
      case "KeyBasedAuthenticationNotPermitted" ->
          "storage account %s takes no keys; leave --azureAccountKey out and give this process an identity"
              .formatted(place.account());
      case "AccountIsDisabled" -> "storage account %s is disabled".formatted(place.account());
      case "ServerBusy", "InternalError", "OperationTimedOut" ->
          "%s cannot answer now (%s)".formatted(settings.url(place), code);
      default -> byStatus(answer, code);
    };
  }

  /** Of a request for an object's head the answer has no more than its number. */
  private String byStatus(BlobStorageException answer, String code) {
    return switch (answer.getStatusCode()) {
      case 401, 403 -> mayNot();
      case 404 -> "there is no such container or object";
      default ->
          "%s answers %d%s"
              .formatted(
                  settings.url(place), answer.getStatusCode(), code.isEmpty() ? "" : " " + code);
    };
  }

  private String mayNot() {
    return settings.sasToken() != null && settings.accountKey() == null
        ? "the shared access signature does not allow this in container %s of %s; needed are r and l for what is read, and c and w for what is written"
            .formatted(place.container(), place.account())
        : "the credentials may not do this in container %s of %s; needed are the roles Storage Blob Data Reader for what is read, and Storage Blob Data Contributor for what is written"
            .formatted(place.container(), place.account());
  }

  private String authentication(BlobStorageException answer) {
    String message = String.valueOf(answer.getServiceMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("date header") || message.contains("request date")) {
      return StoreFailures.clock(
          settings.url(place), answer.getResponse().getHeaders().getValue(HttpHeaderName.DATE));
    }
    if (settings.accountKey() != null) {
      return wrongKey();
    }
    if (settings.sasToken() != null) {
      return message.contains("time frame")
          ? "the shared access signature is not valid any more, or not yet"
          : "%s refuses the shared access signature: it is not of storage account %s, or not whole"
              .formatted(settings.url(place), place.account());
    }
    return "storage account %s does not take the identity: it is of another tenant"
        .formatted(place.account());
  }

  private String wrongKey() {
    return "%s refuses the key: it is not that of storage account %s, or the account's network rules keep this machine out"
        .formatted(settings.url(place), place.account());
  }
}
