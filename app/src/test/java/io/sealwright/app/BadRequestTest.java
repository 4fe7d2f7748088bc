package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that cannot be carried out get one line and a code, and leave no file. */
final class BadRequestTest {
  private static final String SEAL =
      "seal --size %s --proof %s --miner %s --sector %s --ticket %s --out F/out --temp F/temp";

  private static final String UNSEAL =
      "unseal --size 2KiB --miner f01 --sector 1 --comm-d 00 --out F/back --sealed ";

  @TempDir Path folder;
  private List<String> before = List.of();

  @BeforeEach
  void makeFiles() throws Exception {
    new Golden("2k-v1_1").metadata(folder);
    Golden.pieces(folder.resolve("pieces"));
    Files.write(folder.resolve("other.bin"), new byte[100]);
    before = all();
  }

  /** What is replaced in the metadata of a good sector, by what, and what the error names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                       | [                     | not valid JSON
          AQEBAQEBAQEBAQEBAQEBAQ  | AQEBAQEBAQEBAQEBAQ    | Ticket has 29 bytes
          AQEBAQEBAQEBAQEBAQEBAQ  | *******               | Ticket is not base64
          2048,                   | 2049,                 | 2049 is not the size
          2048,                   | 8388608,              | is not a proof for 8MiB
          "SealProof": 5          | "SealProof": 99       | 99 is not a known seal proof
          "SealProof": 5          | "SealProof": 6        | is not a proof for 2KiB
          "SealProof": 5          | "Proof": 5            | SealProof is missing
          bagboea4b5abc           | baga6ea4seaqg         | is not the CID of
          "Miner": "f01000"       | "Miner": "f3abc"      | not a miner's ID address
          "SectorNumber": 42      | "SectorNumber": 43    | sector 43 is there twice
          "SectorNumber": 42      | "SectorNumber": -1    | SectorNumber
          "SectorNumber": 42      | "SectorNumber": "42"  | SectorNumber
          "SectorInfos": [        | "SectorInfos": [3,    | SectorInfos[0]
          "Size": 2048            | "Size": 4096          | do not fit
          "Size": 2048            | "Size": 2000          | power of two
          """)
  void badMetadataIsNamedAndNothingIsBegun(String good, String bad, String named) throws Exception {
    new Golden("2k-v1_1").metadata(folder, good, bad);
    refuses(2, named, "recover --sectors-recovery-metadata F/2k-v1_1.json 43" + FOLDERS);
  }

  private static final String FOLDERS =
      " --sealing-result F/result --sealing-temp F/temp --pieces F/pieces";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | 44 is not in        | 44 --sealing-result F/result --sealing-temp F/temp
          2 | nowhere is not there | 42 --sealing-result F/nowhere/result --sealing-temp F/temp
          2 | nowhere is not there | 42 --sealing-result F/result --sealing-temp F/nowhere/temp
          2 | nowhere is not there | 43 --sealing-result F/r --sealing-temp F/t --pieces F/nowhere
          2 | is not a folder     | 42 --sealing-result F/other.bin --sealing-temp F/temp
          2 | of miner f01000     | 42 --miner f02 --sealing-result F/result --sealing-temp F/temp
          2 | --parallel          | 42 --parallel 0 --sealing-result F/r --sealing-temp F/temp
          2 | --kernel            | 42 --kernel gpu --sealing-result F/r --sealing-temp F/temp
          2 | --keep              | 42 --keep everything --sealing-result F/r --sealing-temp F/temp
          3 | no folder of pieces | 43 --sealing-result F/result --sealing-temp F/temp
          """)
  void anImpossibleRecoveryIsRefused(int code, String named, String rest) throws Exception {
    refuses(code, named, "recover --sectors-recovery-metadata F/2k-v1_1.json " + rest);
  }

  @Test
  void aFileThatIsNotThePieceItIsNamedAfterIsRefused() throws Exception {
    String cid = "baga6ea4seaqgsl55xrzodktendugugb62pp4fvb3rllpwzrzceewnmwwg4pvigi";
    Files.write(folder.resolve("pieces").resolve(cid), new byte[2032]);
    before = all();
    refuses(
        3, "is not the piece", "recover --sectors-recovery-metadata F/2k-v1_1.json 43" + FOLDERS);
  }

  @ParameterizedTest
  @CsvSource({
    "2, recover, no sectors are given",
    "2, recover --sectors-recovery-metadata F/none.json, none.json is not there",
    "2, recover --sectors-recovery-metadata F/other.bin, not valid JSON",
    "4, recover --miner f01000 --sectors 43, no full node runs here",
    "2, recover --miner f01000, no sectors are given",
    "2, recover export --miner f01000 43 --backup F/none, is not there",
    "2, recover export --miner f01000 43 --search-epochs -1, --search-epochs",
    "4, recover export --miner f01000 43, no full node runs here",
    "2, recover export 43, --miner",
    "2, commp F/none, is not there",
    "2, commp F/other.bin --size 100, power of two",
    "2, commp F/pieces/small --size 1KiB, holds 1016",
    "2, audit F/none, is not there",
    "2, audit F/pieces, does not say which replica",
    "2, audit F/pieces --size 2KiB, belong together",
    "2, audit F/pieces --metadata F/2k-v1_1.json --sector 9, sector 9 is not in",
    "1, audit F/pieces --metadata F/2k-v1_1.json --sector 42, is not there",
  })
  void anImpossibleRequestIsRefused(int code, String line, String named) throws Exception {
    refuses(code, named, line);
  }

  @ParameterizedTest
  @CsvSource({
    "3KiB, v1_1, f01000, 1, TICKET, --size",
    "2KiB, v9, f01000, 1, TICKET, v9",
    "2KiB, StackedDrg8MiBV1, f01000, 1, TICKET, is not a proof for 2KiB",
    "2KiB, v1, f3qqq, 1, TICKET, --miner",
    "2KiB, v1, f01000, 9223372036854775808, TICKET, --sector",
    "2KiB, v1, f01000, 1, 0102, --ticket",
  })
  void anImpossibleSealingIsRefused(
      String size, String proof, String miner, String sector, String ticket, String named)
      throws Exception {
    String hex = ticket.replace("TICKET", Golden.TICKET);
    refuses(2, named, SEAL.formatted(size, proof, miner, sector, hex));
  }

  @Test
  void piecesThatDoNotFitOrAreNotThereAreRefused() throws Exception {
    String seal = SEAL.formatted("2KiB", "v1_1", "f01000", "1", Golden.TICKET);
    refuses(2, "do not fit", seal + " --piece F/pieces/large");
    refuses(2, "do not fit", seal + " --piece F/other.bin --piece F/pieces/small");
    refuses(2, "is not there", seal + " --piece F/none");
  }

  @Test
  void anImpossibleUnsealingIsRefused() throws Exception {
    String hex = Golden.TICKET;
    String unseal = UNSEAL.replace("--comm-d 00", "--comm-d " + hex + " --ticket " + hex);
    refuses(2, "is not there", unseal + "F/none");
    refuses(2, "not within", unseal + "F/other.bin --offset 2000 --length 33");
    refuses(1, "has 100 bytes instead of 2048", unseal + "F/other.bin");
  }

  private void refuses(int code, String named, String line) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Program program =
        new Program(new PrintWriter(out, true), new PrintWriter(err, true), Locale.ROOT);
    int ended = program.run(line.replace("F/", folder + "/").split(" "));
    List<String> errors = err.toString().lines().toList();
    assertThat(errors).hasSize(1).first().asString().contains("error: ", named, "; ");
    assertThat(ended).as(errors.getFirst()).isEqualTo(code);
    assertThat(all()).isEqualTo(before);
  }

  private List<String> all() throws Exception {
    return Golden.files(folder);
  }
}
