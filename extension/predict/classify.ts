import type { Task } from '@hivemark/contracts'
import type { EncoderId } from '@hivemark/encoder'
import { stringify } from 'devalue'
import { sendMessage } from '../messages'
import type { Answer } from './answer'
import type { EncodeAnswer } from './encoding'
import { currentSnapshot } from './mirror'
import type { StoredSnapshot } from './stored-snapshot'

/** The part of a capture that an answer depends on. */
export interface Question {
  readonly text: string
  readonly tabId: number | null
}

/**
 * What the stored copy of a task's model says about a text. Asks no network, so that it answers
 * within a blink and offline; `refreshSnapshot` brings the copy up to date.
 */
export async function classify({ text, tabId }: Question, task: Task): Promise<Answer> {
  const stored = await currentSnapshot(task)
  const encoding = await encode(text, task, stored)
  switch (encoding.kind) {
    case 'encoder-failed':
      return encoding
    case 'encoder-missing':
    case 'weights-missing':
      return { ...encoding, task }
    case 'encoded':
      if (encoding.tokens === 0) return { kind: 'says-nothing', text, task }
      if (!stored || !encoding.reading) return { kind: 'no-model-yet', task }
      return {
        kind: 'answered',
        text,
        features: Int8Array.from(encoding.features),
        encoderId: encoding.encoderId,
        reproduces: encoding.reproduces,
        reading: encoding.reading,
        read: encoding.read,
        snapshot: stored.snapshot,
        readAt: stored.readAt,
        contract: stored.contract ?? null,
        task,
        tabId,
      }
  }
}

/** Starts the encoder before there is a text, so that the first one does not wait for it. */
export function warmUpEncoder(task: Task): void {
  void encode('', task, null)
}

async function encode(
  text: string,
  task: Task,
  stored: StoredSnapshot | null,
): Promise<EncodeAnswer> {
  const encoderId = task.rules.encoderId.toLowerCase() as EncoderId
  const model = stored ? stringify(stored.snapshot.model) : null
  try {
    return await sendMessage('encode', { text, encoderId, model })
  } catch (error) {
    return {
      kind: 'encoder-failed',
      reason: error instanceof Error ? error.message : String(error),
    }
  }
}
