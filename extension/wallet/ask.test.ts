import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../settings/settings'
import { chainOf, connectAccounts, moveToNetwork, sendCall } from './ask'
import { WalletError } from './problem'
import type { Wallet } from './wallet'

const { network } = defaultSettings()
const me = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const call = { to: network.factory, data: '0x1234', value: 5n } as const

function walletThat(
  answer: (method: string, params: readonly unknown[]) => unknown,
): Wallet & { readonly asked: [string, readonly unknown[]][] } {
  const asked: [string, readonly unknown[]][] = []
  return {
    name: 'Test',
    route: 'port',
    askedBy: null,
    asked,
    request: async (method, params = []) => {
      asked.push([method, params])
      return answer(method, params)
    },
    onAccountsChanged: () => () => {},
    close: () => {},
  }
}

describe('what a wallet answers', () => {
  it.each([[1], [null], ['1'], ['0x'], ['0xzz'], [`0x${'f'.repeat(40)}`], [{}]])(
    'is no chain id when it is %o',
    async answer => {
      await expect(chainOf(walletThat(() => answer))).rejects.toMatchObject({
        problem: { kind: 'garbage' },
      })
    },
  )

  it.each([['0xabc'], [[me, 5]], [['<b>']], [null], [{ 0: me }]])(
    'is no list of accounts when it is %o',
    async answer => {
      await expect(connectAccounts(walletThat(() => answer))).rejects.toMatchObject({
        problem: { kind: 'garbage' },
      })
    },
  )

  it('shares no account when the list is empty', async () => {
    await expect(connectAccounts(walletThat(() => []))).rejects.toMatchObject({
      problem: { kind: 'no-account' },
    })
  })

  it.each([[null], ['0x12'], ['yes'], [{ hash: '0x' }]])(
    'is no transaction when it is %o',
    async answer => {
      await expect(
        sendCall(
          walletThat(() => answer),
          me,
          call,
          null,
        ),
      ).rejects.toMatchObject({
        problem: { kind: 'garbage' },
      })
    },
  )
})

describe('a call', () => {
  it('goes out with exactly our fields', async () => {
    const wallet = walletThat(() => `0x${'AB'.repeat(32)}`)
    expect(await sendCall(wallet, me, call, 90_000n)).toBe(`0x${'ab'.repeat(32)}`)
    expect(wallet.asked).toEqual([
      [
        'eth_sendTransaction',
        [{ from: me, to: call.to, data: '0x1234', value: '0x5', gas: '0x15f90' }],
      ],
    ])
  })
})

describe('the way to our network', () => {
  it('adds it with our own data where the wallet does not know it', async () => {
    let chainId = '0x1'
    const wallet = walletThat(method => {
      if (method === 'wallet_switchEthereumChain') throw new WalletError({ kind: 'chain-unknown' })
      if (method === 'wallet_addEthereumChain') chainId = '0x7a69'
      return method === 'eth_chainId' ? chainId : null
    })
    await moveToNetwork(wallet, network)
    expect(wallet.asked[1]).toEqual([
      'wallet_addEthereumChain',
      [
        {
          chainId: '0x7a69',
          chainName: 'Local chain',
          rpcUrls: ['http://127.0.0.1:8545'],
          nativeCurrency: { name: 'ETH', symbol: 'ETH', decimals: 18 },
        },
      ],
    ])
  })

  it('is not believed to be over because the wallet says so', async () => {
    const wallet = walletThat(method => (method === 'eth_chainId' ? '0x1' : null))
    await expect(moveToNetwork(wallet, network)).rejects.toMatchObject({
      problem: { kind: 'wrong-chain', actual: 1 },
    })
  })

  it('does not add a network after a no', async () => {
    const wallet = walletThat(() => {
      throw new WalletError({ kind: 'rejected' })
    })
    await expect(moveToNetwork(wallet, network)).rejects.toMatchObject({
      problem: { kind: 'rejected' },
    })
    expect(wallet.asked).toHaveLength(1)
  })
})
