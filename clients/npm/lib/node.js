// The node that FULLNODE_API_INFO names, for every test here.
import { NodejsProvider } from '@filecoin-shipyard/lotus-client-provider-nodejs'
import { BrowserProvider } from '@filecoin-shipyard/lotus-client-provider-browser'
import { LotusRPC } from '@filecoin-shipyard/lotus-client-rpc'
import { mainnet } from '@filecoin-shipyard/lotus-client-schema'
import WebSocket from 'ws'

const line = process.env.FULLNODE_API_INFO ?? ''
const parts = /^(.*):\/ip4\/([\d.]+)\/tcp\/(\d+)\/http$/.exec(line)
if (!parts) {
  throw new Error("set FULLNODE_API_INFO to a dev chain's line")
}
const [, token, host, port] = parts

/** The address of an API by its transport. */
export const url = (scheme, version = 'v0') => `${scheme}://${host}:${port}/rpc/${version}`
export const adminToken = token

/** Everything a test takes is far quicker; only a hang reaches it. */
export const patience = { timeout: 120_000 }

export const providers = {
  'nodejs over HTTP': (using = token) => new NodejsProvider(url('http'), { token: using }),
  'nodejs over WebSocket': (using = token) => new NodejsProvider(url('ws'), { token: using }),
  'browser over HTTP': (using = token) => new BrowserProvider(url('http'), { token: using }),
  'browser over WebSocket': (using = token) =>
    new BrowserProvider(url('ws'), { token: using, WebSocket }),
}

/** Lotus's client over a provider; it is closed when the test ends. */
export function connect(test, provider) {
  const client = new LotusRPC(provider, { schema: mainnet.fullNode })
  test.after(() => client.destroy())
  return client
}

export const attoFil = (fil) => (BigInt(fil) * 10n ** 18n).toString()

/** Sends from the node's own wallet and waits until it has landed. */
export async function fund(client, to, fil) {
  const from = await client.walletDefaultAddress()
  const signed = await client.mpoolPushMessage(
    { From: from, To: to, Value: attoFil(fil), Method: 0, Nonce: 0, Params: null,
      GasLimit: 0, GasFeeCap: '0', GasPremium: '0', Version: 0 },
    null,
  )
  return landed(client, signed.CID)
}

/** Waits until a message has landed; the receipt. */
export async function landed(client, cid) {
  const found = await client.stateWaitMsg(cid, 1)
  if (found.Receipt.ExitCode !== 0) {
    throw new Error(`exit code ${found.Receipt.ExitCode}`)
  }
  return found.Receipt
}
