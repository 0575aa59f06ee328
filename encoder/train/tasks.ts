import { skeleton } from './corpus.ts'
import { type LabelledText, readLabelled } from './data.ts'

/** A labelled task whose training texts shape the table. */
export interface TrainingTask {
  readonly name: string
  readonly labels: readonly string[]
  readonly texts: readonly LabelledText[]
  /** Turns per round. */
  readonly turns: number
}

/** Emotions of GoEmotions by what they are good for; those in neither list are left out. */
const POSITIVE =
  'admiration amusement approval caring desire excitement gratitude joy love optimism pride relief'
const NEGATIVE =
  'anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness'

/** Sets that the table learns from: those whose licence lets a shipped table do so. */
export const trainedSets = [
  'sms_spam',
  'youtube_spam',
  'x_scam',
  'clickbait',
  'davidson_hate',
  'toxicity',
  'goemotions',
] as const

export type TrainedSet = (typeof trainedSets)[number]

/** The tasks of all trained sets but those left out. @throws DataError */
export function readTrainingTasks(
  data: string,
  leftOut: readonly TrainedSet[] = [],
): TrainingTask[] {
  return trainedSets
    .filter(set => !leftOut.includes(set))
    .flatMap(set => {
      const all = readLabelled(data, set, 'train')
      const texts = all.filter(({ text }) => !isHeldBack(text))
      const varied = set === 'clickbait' ? texts.flatMap(casings) : texts
      const task = { name: set, labels: labelsOf(texts), texts: varied, turns: 1 }
      return set === 'goemotions' ? [task, feelingTask(feelingsOf(all))] : [task]
    })
}

function feelingTask(texts: readonly LabelledText[]): TrainingTask {
  return { name: 'feeling', labels: labelsOf(texts), texts, turns: 2 }
}

/** Texts with one of the 28 emotions as positive or negative; the others are left out. */
export function feelingsOf(texts: readonly LabelledText[]): LabelledText[] {
  return texts.flatMap(({ text, label }) => {
    if (POSITIVE.split(' ').includes(label)) return [{ text, label: 'positive' }]
    return NEGATIVE.split(' ').includes(label) ? [{ text, label: 'negative' }] : []
  })
}

/**
 * One training text in eight never refines the table. The table fits the others so well that only
 * these tell how sure a model may be of texts it has not seen.
 */
export function isHeldBack(text: string): boolean {
  let hash = 0x811c9dc5
  for (const letter of skeleton(text)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  return ((hash ^ (hash >>> 15)) & 7) === 0
}

/**
 * A headline as it is and as a sentence: Title Case is a habit of one publisher, not what clickbait is.
 */
export function casings(row: LabelledText): LabelledText[] {
  return [row, { ...row, text: row.text.slice(0, 1) + row.text.slice(1).toLowerCase() }]
}

function labelsOf(texts: readonly LabelledText[]): string[] {
  return [...new Set(texts.map(({ label }) => label))].sort()
}
