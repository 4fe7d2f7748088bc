// @filecoin-shipyard/lotus-client-rpc with both its providers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adminToken, attoFil, connect, fund, patience, providers } from '../lib/node.js'

for (const [name, provider] of Object.entries(providers)) {
  test(`the chain is read with the ${name}`, patience, async (t) => {
    const client = connect(t, provider())
    const version = await client.version()
    assert.equal(version.APIVersion >> 16, 1)
    const head = await client.chainHead()
    assert.equal(head.Cids.length, head.Blocks.length)
    const parent = await client.chainGetTipSet(head.Blocks[0].Parents)
    assert.deepEqual(parent.Cids, head.Blocks[0].Parents)
    assert.equal((await client.chainGetGenesis()).Height, 0)
    const [miner] = await client.stateListMiners([])
    const info = await client.stateMinerInfo(miner, [])
    assert.ok(info.SectorSize >= 2048)
    const power = await client.stateMinerPower(miner, [])
    assert.ok(BigInt(power.TotalPower.RawBytePower) > 0n)
  })

  test(`money is sent with the ${name}`, patience, async (t) => {
    const client = connect(t, provider())
    for (const kind of ['secp256k1', 'bls']) {
      const wallet = await client.walletNew(kind)
      assert.ok((await client.walletList()).includes(wallet))
      assert.equal(await client.walletBalance(wallet), '0')
      await fund(client, wallet, 2)
      assert.equal(await client.walletBalance(wallet), attoFil(2))
      assert.ok((await client.mpoolPending([])) !== undefined)
    }
  })

  test(`permissions are told to the ${name}`, patience, async (t) => {
    const admin = connect(t, provider())
    const encoded = await admin.authNew(['read'])
    const token = Buffer.from(encoded, 'base64').toString()
    assert.deepEqual(await admin.authVerify(token), ['read'])
    assert.deepEqual(await admin.authVerify(adminToken), ['read', 'write', 'sign', 'admin'])
    const reader = connect(t, provider(token))
    assert.ok((await reader.chainHead()).Height >= 0)
    await assert.rejects(
      reader.walletNew('bls'),
      /missing permission to invoke 'WalletNew' \(need 'write'\)/,
    )
  })
}

for (const name of ['nodejs over WebSocket', 'browser over WebSocket']) {
  test(`the head is told to the ${name} until it cancels`, patience, async (t) => {
    const client = connect(t, providers[name]())
    const changes = []
    let enough
    const told = new Promise((resolve) => {
      enough = resolve
    })
    const [cancel, subscribed] = client.chainNotify((change) => {
      changes.push(...change)
      if (changes.length >= 3) enough()
    })
    await subscribed
    await told
    await cancel()
    assert.equal(changes[0].Type, 'current')
    for (let i = 1; i < changes.length; i++) {
      assert.equal(changes[i].Type, 'apply')
      assert.deepEqual(changes[i].Val.Blocks[0].Parents, changes[i - 1].Val.Cids)
    }
  })
}
