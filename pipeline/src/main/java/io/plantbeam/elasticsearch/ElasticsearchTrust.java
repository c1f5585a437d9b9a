package io.plantbeam.elasticsearch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities that server certificates are checked against, as the bytes of a file. */
@SuppressWarnings("ArrayRecordComponent")
record ElasticsearchTrust(byte[] bytes, String storeType, String storePassword)
    implements Serializable {

  /**
   * Takes a key store.
   *
   * @param password may be null
   * @throws IllegalArgumentException if it is not one
   */
  static ElasticsearchTrust ofStore(byte[] bytes, String type, String password, String file) {
    return new ElasticsearchTrust(bytes, type, password)
        .checked(file, "is not a trust store of type " + type + " with the password given");
  }

  /**
   * Takes PEM certificates.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ElasticsearchTrust ofPem(byte[] bytes, String file) {
    return new ElasticsearchTrust(bytes, null, null).checked(file, "has no PEM certificate");
  }

  SSLContext sslContext() throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keyStore());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public String toString() {
    return "ElasticsearchTrust";
  }

  private ElasticsearchTrust checked(String file, String problem) {
    try {
      if (keyStore().size() == 0) {
        throw new IllegalArgumentException(file + " " + problem);
      }
      return this;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(file + " " + problem, e);
    }
  }

  private KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(storeType == null ? "PKCS12" : storeType);
    if (storeType != null) {
      store.load(
          new ByteArrayInputStream(bytes),
          storePassword == null ? null : storePassword.toCharArray());
      return store;
    }
    store.load(null, null);
    int count = 0;
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      store.setCertificateEntry("authority-" + count++, certificate);
    }
    return store;
  }
}
