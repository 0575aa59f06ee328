/**
 * What the same costs in Microsoft's 0xDeCA10B, measured with its own compiler settings: the way it
 * encodes text (Universal Sentence Encoder, 512 features, 2 labels, dense perceptron). It has no
 * batches, challenges or markets.
 */
export const peer = {
  addAgree: 1_887_000,
  addLearn: 2_554_000,
  refund: 1_393_000,
  take: 1_392_000,
  createTask: 11_640_000,
} as const
