import { stringify } from 'devalue'
import { captureOf } from '../capture/capture'
import { sendMessage } from '../messages'
import type { Reading } from '../predict/encoding'
import type { ShippedStarter } from './starters'

/** What a starter's model says about a text. */
export type StarterAnswer =
  | { readonly kind: 'answered'; readonly text: string; readonly reading: Reading }
  | { readonly kind: 'says-nothing' }
  | { readonly kind: 'failed'; readonly reason: string }

/** Asks the real encoder with a model out of the package; no network, no chain. Never throws. */
export async function askStarter(typed: string, starter: ShippedStarter): Promise<StarterAnswer> {
  const text = captureOf(typed, 'typed', null)?.text
  if (!text) return { kind: 'says-nothing' }
  const { encoderId, model } = starter
  try {
    const answer = await sendMessage('encode', { text, encoderId, model: stringify(model) })
    if (answer.kind === 'encoder-failed') return { kind: 'failed', reason: answer.reason }
    if (answer.kind === 'encoded' && answer.tokens === 0) return { kind: 'says-nothing' }
    if (answer.kind === 'encoded' && answer.reading) {
      return { kind: 'answered', text, reading: answer.reading }
    }
    return { kind: 'failed', reason: 'This package lacks the encoder of its own models.' }
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}
