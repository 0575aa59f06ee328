import { describe, expect, it } from 'vitest'
import { parseTaskLink, taskLink } from './task-link'

const address = '0x1234567890abcdef1234567890abcdef12345678'

describe('the link of a task', () => {
  it('comes back from what was made of it', () => {
    const link = taskLink({ chainId: 31337, address })
    expect(parseTaskLink(link)).toEqual({ kind: 'named', chainId: 31337, address })
  })

  it.each([
    [` ${address}\n`, null],
    [`web+hivemark:31337:${address}`, 31337],
    [`https://forum.example/post/7#hivemark=1:${address}`, 1],
    [`https://forum.example/#hivemark%3D1%3A${address}`, 1],
    [`Look at this: HIVEMARK:10:${address.toUpperCase().replace('0X', '0x')}. Thanks!`, 10],
    [`hivemark:1:${address} and again hivemark:1:${address}`, 1],
  ])('is found in %j', (text, chainId) => {
    const named = parseTaskLink(text)
    if (named.kind !== 'named') throw new Error(named.kind)
    expect(named.chainId).toBe(chainId)
    expect(named.address.toLowerCase()).toBe(address)
  })

  it.each([
    '',
    'hivemark',
    address.slice(0, -1),
    `hivemark:1:${address}0`,
    `hivemark:0:${address}`,
    `hivemark:12345678901234567:${address}`,
    `look: ${address}`,
    `${'x'.repeat(5_000)} hivemark:1:${address}`,
  ])('is not found in %j', text => expect(parseTaskLink(text)).toEqual({ kind: 'none' }))

  it('is not guessed where there are two', () => {
    const other = address.replace('12', '21')
    const text = `hivemark:1:${address} hivemark:1:${other}`
    expect(parseTaskLink(text)).toEqual({ kind: 'several' })
  })
})
