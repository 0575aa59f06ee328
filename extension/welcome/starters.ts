import type { MarginPerceptron, TaskCard } from '@hivemark/contracts'
import clickbait from '@hivemark/contracts/starters/clickbait.json'
import scam from '@hivemark/contracts/starters/scam.json'
import toxic from '@hivemark/contracts/starters/toxic.json'
import type { EncoderId } from '@hivemark/encoder'

/** A task as it began, with the model it began with: enough to read with, without any network. */
export interface ShippedStarter {
  readonly slug: string
  readonly card: TaskCard
  readonly encoderId: EncoderId
  readonly model: MarginPerceptron
  /** A text of ours to try it on. */
  readonly sample: string
}

/** The starters that come with the extension, in the order people see them. */
export const shippedStarters: readonly ShippedStarter[] = [
  shipped(
    scam,
    'Congratulations! Your wallet was picked for a surprise drop. Connect it now and verify your recovery phrase before midnight.',
  ),
  shipped(
    clickbait,
    'She opened the old suitcase in her grandmother’s attic, and you won’t believe what was inside.',
  ),
  shipped(
    toxic,
    'Thanks for the patch. I think the second loop can go, and the names could say what they hold.',
  ),
]

type StarterFile = typeof scam | typeof toxic

function shipped(file: StarterFile, sample: string): ShippedStarter {
  const { slug, card, encoderId, dimensions, samplesSeen, weights, biases } = file
  return {
    slug,
    card,
    encoderId: encoderId as EncoderId,
    model: {
      kind: 'margin-perceptron',
      labels: card.labels.length,
      dimensions,
      weights: Int16Array.from(weights.flat()),
      biases: Int16Array.from(biases),
      samplesSeen,
      halvings: 0,
    },
    sample,
  }
}
