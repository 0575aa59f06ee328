import type { MarginPerceptron, ModelSnapshot, Task } from '@hivemark/contracts'
import { STATIC_ENCODER_ID } from '@hivemark/encoder'
import { zeroAddress } from 'viem'

/** A task with two labels and the built-in encoder, for tests without a chain. */
export const practiceTask: Task = {
  chainId: 31337,
  address: '0x00000000000000000000000000000000000000aa',
  kind: { incentive: 'deposit-refund-take', model: 'margin-perceptron' },
  card: {
    name: 'Scam?',
    description: '',
    uri: '',
    labels: [
      { name: 'scam', definition: '' },
      { name: '=ok', definition: '' },
    ],
  },
  rules: {
    encoderId: STATIC_ENCODER_ID,
    creator: '0x00000000000000000000000000000000000000bb',
    dimensions: 64,
    samplesSeen: 7,
    token: zeroAddress,
    unit: 1_000_000_000n,
    starter: `0x${'00'.repeat(32)}`,
    salt: 0n,
    terms: {
      incentive: 'deposit-refund-take',
      depositWeight: 400_000_000_000_000n,
      minimumDeposit: 1_000_000_000n,
      refundWait: 86_400,
      challengeWait: 0,
      creatorWait: 2_592_000,
      sweepWait: 2_592_000,
      judgeTime: 0,
      zone: 0,
      takerShare: 0,
      priceInterval: 0,
      priceLevel: 0,
      priceStep: 0,
      sweepBurns: false,
    },
  },
  verified: true,
  createdAtBlock: 3n,
}

export const practiceModel: MarginPerceptron = {
  kind: 'margin-perceptron',
  labels: 2,
  dimensions: 64,
  weights: Int16Array.from({ length: 64 }, (_, index) => (index % 7) * 56 - 168),
  biases: Int16Array.of(0),
  samplesSeen: 10,
  halvings: 0,
}

export const practiceSnapshot: ModelSnapshot = {
  model: practiceModel,
  average: null,
  block: 1_234n,
  blockTime: 1_700_000_000,
  lastUpdate: 1_700_000_000,
  busyUntil: 0,
  learnt: 3,
}
