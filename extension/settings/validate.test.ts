import { describe, expect, it } from 'vitest'
import { originPattern } from './permission'
import { defaultSettings } from './settings'
import { checkExtensionId, checkNetwork, formOf } from './validate'

const form = formOf(defaultSettings().network)

function problemsOf(change: Partial<typeof form>): string[] {
  const checked = checkNetwork({ ...form, ...change })
  return checked.kind === 'invalid' ? Object.keys(checked.problems) : []
}

describe('a typed network', () => {
  it('comes back as it was shown', () => {
    expect(checkNetwork(form)).toEqual({ kind: 'valid', network: defaultSettings().network })
  })

  it.each([
    ['rpcUrl', 'rpc.example.org'],
    ['rpcUrl', 'http://rpc.example.org'],
    ['rpcUrl', 'https://user:pass@rpc.example.org'],
    ['rpcUrl', 'javascript:alert(1)'],
    ['chainId', '0x1'],
    ['chainId', '0'],
    ['chainId', '99999999999999999'],
    ['factory', '0x123'],
    ['curators', `${form.factory}, nobody`],
    ['name', ' '],
    ['currency', 'far too long'],
    ['confirmations', '0'],
  ])('refuses %s %j by name', (field, value) => {
    expect(problemsOf({ [field]: value })).toEqual([field])
  })

  it('takes what people paste', () => {
    const checked = checkNetwork({
      ...form,
      rpcUrl: ' https://rpc.example.org/v1/key ',
      curators: `${form.factory},\n ${form.curators}`,
    })
    expect(checked).toMatchObject({
      network: { rpcUrl: 'https://rpc.example.org/v1/key', curators: { length: 2 } },
    })
  })

  it('takes no curators at all', () => {
    expect(problemsOf({ curators: '' })).toEqual([])
  })
})

describe('a wallet’s extension id', () => {
  it('is one of either browser, or none', () => {
    expect(checkExtensionId(' ')).toEqual({ id: null })
    expect(checkExtensionId('nkbihfbeogaeaoehlefnkodbefgpgknn')).toHaveProperty('id')
    expect(checkExtensionId('webextension@metamask.io')).toHaveProperty('id')
    expect(checkExtensionId('{12345678-1234-1234-1234-123456789abc}')).toHaveProperty('id')
    expect(checkExtensionId('metamask')).toHaveProperty('problem')
  })
})

describe('the permission asked for', () => {
  it('is for the endpoint’s host alone', () => {
    expect(originPattern('https://rpc.example.org:8443/v1/key')).toBe('https://rpc.example.org/*')
  })
})
