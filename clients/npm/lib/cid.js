// CIDs as text, so that no test compares one library's idea of a CID with its own.
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** The text of a version 1 CID: base32 in lower case, without padding, after a `b`. */
export function cidText(bytes) {
  let text = 'b'
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) {
      text += ALPHABET[(value >>> (bits - 5)) & 31]
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}
