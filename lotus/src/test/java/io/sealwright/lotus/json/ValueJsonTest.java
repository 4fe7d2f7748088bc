package io.sealwright.lotus.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Single values: which texts are read, and that they are written as they were. */
final class ValueJsonTest {
  private static final JsonForm<?> ADDRESS = ValueJson.address(NetworkLetter.TESTNET);

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "9223372036854775807", "9223372036854775808", "18446744073709551615"})
  void anUnsignedNumberKeepsAll64Bits(String number) throws UnexpectedJson {
    assertThat(again(ValueJson.UNSIGNED, number)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "18446744073709551616", "1.5", "\"1\"", "null"})
  void whatIsNoUnsignedNumberIsRefused(String json) {
    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> ValueJson.UNSIGNED.decode(RpcJson.parse(json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "2026-11-23T06:12:20.189547927Z",
        "2022-01-10T12:00:00.1+08:00",
        "2026-11-23T06:24:38Z"
      })
  void aTimeKeepsItsDigitsAndItsOffset(String time) throws UnexpectedJson {
    assertThat(again(ValueJson.TIME, "\"" + time + "\"")).isEqualTo("\"" + time + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.24219159632797815", "1.25", "1e-7", "2"})
  void aFractionIsNotRounded(String number) throws UnexpectedJson {
    assertThat(RpcJson.parse(again(JsonForm.DECIMAL, number)).decimalValue())
        .isEqualByComparingTo(number);
  }

  /** The pledge of a sector that does not exist yet is asked for like this. */
  @Test
  void aSectorToBePricedNeedsNoReplica() throws UnexpectedJson {
    JsonNode asked =
        RpcJson.parse(
            """
            {"SealProof":5,"SectorNumber":0,"SealedCID":null,"SealRandEpoch":0,"DealIDs":null,\
            "Expiration":3680709,"UnsealedCid":null}\
            """);
    assertThat(MinerJson.PRICED_PRE_COMMIT.decode(asked).expiration())
        .isEqualTo(new Epoch(3680709));
    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> MinerJson.SECTOR_PRE_COMMIT.decode(asked));
  }

  /** In the words of Go's libraries. */
  @ParameterizedTest
  @CsvSource({
    "t0xyz, invalid address payload",
    "t0, invalid address length",
    "x01000, unknown address network",
    "t901000, unknown address protocol",
    "t1sjwb5trn6aq54bxcskt4zoxwplaplpo25na2onj, invalid address checksum",
    "t1!jwb5trn6aq54bxcskt4zoxwplaplpo25na2oni, invalid address payload"
  })
  void aWrongAddressIsRefusedAsLotusDoes(String text, String reason) {
    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> ADDRESS.decode(RpcJson.parse("\"" + text + "\"")))
        .withMessage(reason);
  }

  @Test
  void aNumberOutOfRangeIsToldAndAnotherKindNamed() {
    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> ValueJson.EPOCH.decode(RpcJson.parse("9223372036854775808")))
        .withMessage(
            "json: cannot unmarshal number 9223372036854775808 into Go value of type"
                + " abi.ChainEpoch");
    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> ValueJson.SECTOR_NUMBER.decode(RpcJson.parse("\"x\"")))
        .withMessage("json: cannot unmarshal string into Go value of type abi.SectorNumber");
  }

  @Test
  void entriesKeepTheirOrder() throws UnexpectedJson {
    JsonForm<Map<String, List<Long>>> form =
        JsonForm.I64.list().mapBy("string", Function.identity(), Function.identity());

    assertThat(again(form, "{\"b\":[1],\"a\":[],\"c\":[2,3]}"))
        .isEqualTo("{\"b\":[1],\"a\":[],\"c\":[2,3]}");
    assertThat(form.decode(RpcJson.parse("null"))).isEmpty();
    assertThatExceptionOfType(UnexpectedJson.class)
        .isThrownBy(() -> form.decode(RpcJson.parse("[]")))
        .withMessageContaining("map[string][]int64");
  }

  @Test
  void whatIsAbsentIsReadAsIfItSaidSo() throws UnexpectedJson {
    assertThat(JsonForm.I64.orIfAbsent(7L).decode(RpcJson.parse("null"))).isEqualTo(7);
    assertThat(JsonForm.I64.orIfAbsent(7L).decode(RpcJson.parse("8"))).isEqualTo(8);
  }

  private static <T> String again(JsonForm<T> form, String json) throws UnexpectedJson {
    return RpcJson.write(form.encode(form.decode(RpcJson.parse(json))));
  }
}
