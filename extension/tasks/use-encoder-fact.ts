import type { Task } from '@hivemark/contracts'
import { CacheWeightStore, weightsState } from '@hivemark/encoder/use-lite/weights'
import { useEffect, useState } from 'preact/hooks'
import { knownEncoder } from '../encoders/known-encoders'

/** What a task's card says of its encoder, before the id: its name, and whether it can be used here. */
export function useEncoderFact({ rules }: Task): string {
  const known = knownEncoder(rules.encoderId)
  const files = known?.kind === 'use-lite' ? known.weights : null
  const [here, setHere] = useState<string>('')
  useEffect(() => {
    if (!files) return
    void weightsState(files, new CacheWeightStore(caches)).then(
      ({ kind }) => setHere(kind === 'installed' ? ', installed' : ', its files are not here yet'),
      () => setHere(', its files could not be looked for'),
    )
  }, [files])
  if (!known) return 'Not known to this version'
  return known.kind === 'built-in' ? `${known.name}, installed` : `${known.name}${here}`
}
