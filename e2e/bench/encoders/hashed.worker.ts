import type { Encoder } from '@hivemark/encoder'
import { measureWhenAsked } from './measure'

// Loaded late: what is sent to a module that waits at its top may be lost.
measureWhenAsked(async () => {
  const { hashedWords } = await import('../../../encoder/examples/hashed-words')
  return async () => {
    const encoder = hashedWords.load([]) as Encoder
    return text => encoder.encode(text)
  }
})
