package io.sealwright.lotus.rpc.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs and verifies the tokens of one node: JWTs with HMAC-SHA-256, whose payload is {@code
 * {"Allow":[…]}} and nothing else, so they never expire. The bytes equal those of Lotus for the
 * same secret.
 */
public final class TokenAuthority implements TokenVerifier {
  public static final int SECRET_BYTES = 32;

  private static final String ALLOW = "Allow";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JWSHeader header;
  private final MACSigner signer;
  private final MACVerifier verifier;

  /**
   * @param secret 32 bytes, kept by the node in its keystore as {@code auth-jwt-private}
   */
  public TokenAuthority(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a token secret has 32 bytes, not " + secret.length);
    }
    try {
      // Parsed rather than built: the order of the fields is part of the signed bytes.
      header = JWSHeader.parse(Base64URL.encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"));
      signer = new MACSigner(secret);
      verifier = new MACVerifier(secret);
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", e);
    }
  }

  /** A new secret. The generator must be a secure one outside tests. */
  public static byte[] newSecret(RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  public String sign(Permissions permissions) {
    String payload = "{\"" + ALLOW + "\":" + JSON.writeValueAsString(permissions.names()) + "}";
    JWSObject token = new JWSObject(header, new Payload(payload));
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", e);
    }
    return token.serialize();
  }

  @Override
  public Permissions verify(String token) throws TokenRefused {
    JWSObject parsed;
    try {
      parsed = JWSObject.parse(token);
    } catch (ParseException e) {
      throw TokenRefused.malformed(e);
    }
    if (!isOurs(parsed)) {
      throw TokenRefused.foreign();
    }
    return allowed(parsed.getPayload().toString());
  }

  private boolean isOurs(JWSObject token) {
    try {
      return JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) && token.verify(verifier);
    } catch (JOSEException e) {
      return false;
    }
  }

  private static Permissions allowed(String payload) throws TokenRefused {
    List<String> names = new ArrayList<>();
    try {
      for (JsonNode name : JSON.readTree(payload).path(ALLOW).values()) {
        names.add(name.asString());
      }
    } catch (JacksonException e) {
      throw TokenRefused.malformed(e);
    }
    return new Permissions(names);
  }
}
