import type { Task } from '@hivemark/contracts'
import { knownEncoder } from '../encoders/known-encoders'

/** A task's encoder as its card tells it, before the id. */
export function encoderName(task: Task): string {
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
