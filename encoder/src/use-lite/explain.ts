import type { Contribution } from '../types.ts'

/** Each costs a run of the model. */
const MOST_STRETCHES = 16

/**
 * Leaves stretches of words out, one at a time, and says what the score loses by it. In a text of more
 * than 16 words several stand together.
 * @param read How much of the text the model reads.
 */
export async function explainByLeavingOut(
  text: string,
  read: number,
  score: (text: string) => Promise<number>,
): Promise<Contribution[]> {
  const whole = await score(text)
  const contributions: Contribution[] = []
  for (const { start, end } of stretchesOf(text.slice(0, read))) {
    const rest = `${text.slice(0, start)}${text.slice(end)}`
    contributions.push({ start, end, score: whole - (await score(rest)) })
  }
  return contributions
}

function stretchesOf(text: string): { start: number; end: number }[] {
  const words = [...text.matchAll(/\S+/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }))
  const size = Math.ceil(words.length / MOST_STRETCHES)
  return words
    .filter((_, index) => index % size === 0)
    .map(({ start }, index) => ({
      start,
      end: words[Math.min((index + 1) * size, words.length) - 1]!.end,
    }))
}
