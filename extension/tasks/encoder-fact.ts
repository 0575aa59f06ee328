import type { Task } from '@hivemark/contracts'
import { knownEncoder } from '../encoders/known-encoders'

/** What a task's card says of its encoder, before the id: whether it is here, and where its files are. */
export function encoderFact(task: Task): string {
  const known = knownEncoder(task.rules.encoderId)
  switch (known?.kind) {
    case 'built-in':
      return 'installed'
    case 'use-lite':
      return `${known.name}; its files are under Encoders`
    case undefined:
      return 'not known to this version'
  }
}
