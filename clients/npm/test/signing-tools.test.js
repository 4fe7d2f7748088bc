// @zondax/filecoin-signing-tools, the part that is compiled to WebAssembly.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import tools from '@zondax/filecoin-signing-tools'
import { attoFil, connect, fund, landed, patience, providers } from '../lib/node.js'

const lotus = (t) => connect(t, providers['nodejs over HTTP']())
const testnet = true

const recover = {
  secp256k1: (key) => tools.keyRecover(key, testnet),
  bls: (key) => tools.keyRecoverBLS(key, testnet),
}

for (const kind of Object.keys(recover)) {
  test(`a ${kind} key of the node has the same address there`, patience, async (t) => {
    const client = lotus(t)
    const wallet = await client.walletNew(kind)
    const { PrivateKey } = await client.walletExport(wallet)
    assert.equal(recover[kind](PrivateKey).address, wallet)
  })

  test(`what the node signs with a ${kind} key is verified there`, patience, async (t) => {
    const client = lotus(t)
    const wallet = await client.walletNew(kind)
    const plain = message(wallet, await client.walletDefaultAddress())
    const signed = await client.walletSignMessage(wallet, plain)
    assert.ok(verified(signed.Signature.Data, plain))
    assert.ok(!isVerified(signed.Signature.Data, { ...plain, Nonce: 8 }))
    assert.equal(tools.getCid(plain), signed.Message.CID['/'])
    if (kind === 'secp256k1') {
      const whole = { Message: plain, Signature: signed.Signature }
      assert.equal(tools.getCid(whole), signed.CID['/'])
    }
  })

  test(`what is signed there with a ${kind} key is carried out`, patience, async (t) => {
    const client = lotus(t)
    const wallet = await client.walletNew(kind)
    const { PrivateKey } = await client.walletExport(wallet)
    await client.walletDelete(wallet)
    await fund(client, wallet, 2)
    const to = await client.walletDefaultAddress()
    const estimated = await client.gasEstimateMessageGas(
      { ...message(wallet, to), Nonce: 0, GasLimit: 0, GasFeeCap: '0', GasPremium: '0',
        Value: attoFil(1), Params: '' },
      null,
      [],
    )
    const { CID: _, ...ready } = { ...estimated, Params: estimated.Params ?? '' }
    ready.Nonce = await client.mpoolGetNonce(wallet)
    const signed = tools.transactionSignLotus(ready, PrivateKey)
    const cid = await client.mpoolPush(signed)
    await landed(client, cid)
    assert.ok(BigInt(await client.walletBalance(wallet)) < BigInt(attoFil(1)))
  })
}

function message(from, to) {
  return {
    Version: 0, To: to, From: from, Nonce: 7, Value: '1234567890123456789',
    GasLimit: 1_000_000, GasFeeCap: '200', GasPremium: '100', Method: 0, Params: 'gQE=',
  }
}

function verified(signature, plain) {
  return tools.verifySignature(signature, tools.transactionSerialize(plain))
}

/** An invalid signature is told by `false` or thrown, by its kind. */
function isVerified(signature, plain) {
  try {
    return verified(signature, plain)
  } catch {
    return false
  }
}
