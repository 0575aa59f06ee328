import { encodeQR } from 'qr'
import { describe, expect, it } from 'vitest'
import { readQr, textIn } from './read-qr'
import { taskLink } from './task-link'

/** A code as the pixels of a picture, `scale` of them a module. */
function pictureOf(text: string, scale: number) {
  const rows = encodeQR(text, 'raw', { border: 4 })
  const side = rows.length * scale
  const data = new Uint8ClampedArray(4 * side * side)
  for (let i = 0; i < side * side; i++) {
    const dark = rows[Math.floor(i / side / scale)]![Math.floor((i % side) / scale)]
    data.set([dark ? 20 : 240, dark ? 20 : 240, dark ? 20 : 240, 255], 4 * i)
  }
  return { width: side, height: side, data }
}

describe('a picture of a code', () => {
  const link = taskLink({ chainId: 31337, address: `0x${'1a'.repeat(20)}` })

  it('gives the text in it', () => {
    expect(textIn(pictureOf(link, 3))).toEqual({ text: link })
  })

  it('that shows none, or is too large or none at all, says so', async () => {
    const blank = { width: 64, height: 64, data: new Uint8ClampedArray(4 * 64 * 64).fill(255) }
    expect(textIn(blank)).toBe('no-code')
    expect(await readQr({ size: 20_000_001 } as Blob)).toBe('too-large')
    expect(await readQr(new Blob(['not a picture']))).toBe('no-picture')
  })
})
