import { inChromium } from '../fixtures/encoder-page'
import { median } from './median'
import { benchTexts } from './texts'

const ROUNDS = 3

/** Texts of 20 words that one core encodes in a second, in a Worker of Chromium; median of three. */
export async function encodeSpeed(): Promise<number> {
  return inChromium(async ask => {
    const speeds: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const speed = await ask({ kind: 'speed', texts: benchTexts(), milliseconds: 1_500 })
      speeds.push(Number(speed))
    }
    return Math.round(median(speeds))
  })
}
