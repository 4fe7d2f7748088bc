// iso-filecoin: its addresses, CIDs and signatures against ours, in both directions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as Address from 'iso-filecoin/address'
import { Message } from 'iso-filecoin/message'
import { RPC } from 'iso-filecoin/rpc'
import { Signature } from 'iso-filecoin/signature'
import * as Wallet from 'iso-filecoin/wallet'
import { adminToken, attoFil, connect, fund, landed, patience, providers, url } from '../lib/node.js'
import { cidText } from '../lib/cid.js'

const kinds = { secp256k1: 'SECP256K1', bls: 'BLS' }
const lotus = (t) => connect(t, providers['nodejs over WebSocket']())
const exported = (key) =>
  Wallet.accountFromLotus(Buffer.from(JSON.stringify(key)).toString('hex'), 'testnet')

for (const [kind, type] of Object.entries(kinds)) {
  test(`a ${kind} key of the node is the same account there`, patience, async (t) => {
    const client = lotus(t)
    const wallet = await client.walletNew(kind)
    const account = exported(await client.walletExport(wallet))
    assert.equal(account.type, type)
    assert.equal(account.address.toString(), wallet)
    assert.equal(Address.fromBytes(account.address.toBytes(), 'testnet').toString(), wallet)
  })

  test(`what the node signs with a ${kind} key is verified there`, patience, async (t) => {
    const client = lotus(t)
    const wallet = await client.walletNew(kind)
    const account = exported(await client.walletExport(wallet))
    const plain = message(wallet, await client.walletDefaultAddress())
    const signed = await client.walletSignMessage(wallet, plain.toLotus())
    assert.equal(signed.Message.CID['/'], cidText(plain.cidBytes()))
    const signature = Signature.fromLotus(signed.Signature)
    assert.ok(Wallet.verify(signature, plain.cidBytes(), account.publicKey))
    const other = message(wallet, wallet)
    assert.ok(!Wallet.verify(signature, other.cidBytes(), account.publicKey))
    if (type === 'SECP256K1') {
      const by = Wallet.recoverAddress(signature, plain.cidBytes(), 'testnet')
      assert.equal(by.toString(), wallet)
    }
  })

  test(`what is signed there with a ${kind} key is carried out`, patience, async (t) => {
    const client = lotus(t)
    const to = await client.walletDefaultAddress()
    const account = Wallet.create(type, 'testnet')
    await fund(client, account.address.toString(), 2)
    const rpc = new RPC({ api: url('http', 'v1'), token: adminToken, network: 'testnet' })
    const prepared = await new Message({
      from: account.address.toString(), to, value: attoFil(1),
    }).prepare(rpc)
    const signature = Wallet.signMessage(account.privateKey, type, prepared)
    const pushed = await rpc.pushMessage({ msg: prepared, signature })
    assert.ok(!pushed.error, pushed.error?.message)
    await landed(client, pushed.result)
    const left = await rpc.balance(account.address.toString())
    assert.ok(BigInt(left.result) < BigInt(attoFil(1)))
  })
}

test('a spoilt signature is refused', patience, async (t) => {
  const client = lotus(t)
  const account = Wallet.create('SECP256K1', 'testnet')
  await fund(client, account.address.toString(), 1)
  const rpc = new RPC({ api: url('http', 'v1'), token: adminToken, network: 'testnet' })
  const prepared = await new Message({
    from: account.address.toString(), to: account.address.toString(), value: '1',
  }).prepare(rpc)
  const signature = Wallet.signMessage(account.privateKey, 'SECP256K1', prepared)
  signature.data[3] ^= 1
  const pushed = await rpc.pushMessage({ msg: prepared, signature })
  assert.match(pushed.error.message, /signature verification failed/)
})

function message(from, to) {
  return new Message({
    from, to, nonce: 7, value: '1234567890123456789', gasLimit: 1_000_000,
    gasFeeCap: '200', gasPremium: '100', method: 0, params: 'gQE=',
  })
}
