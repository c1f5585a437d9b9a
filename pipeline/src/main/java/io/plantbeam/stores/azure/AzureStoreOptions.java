package io.plantbeam.stores.azure;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of Azure's storage. */
public interface AzureStoreOptions extends PipelineOptions {
  @Parameter(
      order = 7,
      group = "Object stores",
      type = ParameterType.URL,
      example = "http://azurite.plant.example:10000")
  @Description(
      "Azure: the server of all accounts, where it is not Azure's, such as an emulator. An account"
          + " is part of the path then.")
  String getAzureEndpoint();

  void setAzureEndpoint(String value);

  @Parameter(
      order = 8,
      group = "Object stores",
      type = ParameterType.SECRET,
      example = "secret:env:AZURE_ACCOUNT_KEY")
  @Description(
      "Azure: where the key of the storage account is. Without it and --azureSasToken, each process"
          + " finds its identity as every Azure client does.")
  String getAzureAccountKey();

  void setAzureAccountKey(String value);

  @Parameter(
      order = 9,
      group = "Object stores",
      type = ParameterType.SECRET,
      example = "secret:file:/run/secrets/azure-sas")
  @Description("Azure: where a shared access signature is, in place of the account's key.")
  String getAzureSasToken();

  void setAzureSasToken(String value);
}
