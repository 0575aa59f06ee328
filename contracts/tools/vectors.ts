import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bytesToHex, concat, type Hex, keccak256, numberToHex, zeroHash } from 'viem'
import { checkFeatures, packFeatures } from '../client/features.ts'
import { logit, predict, update, vectorCount } from '../client/model.ts'
import { packWeights } from '../client/packed.ts'
import { depositAt } from '../client/price.ts'
import type { Model } from '../client/types.ts'

/** What the twin makes of thousands of samples; `test/Twin.t.sol` replays it on the contracts. */
const vectorFile = fileURLToPath(new URL('../cache/twin.json', import.meta.url))

const GWEI = 1_000_000_000n

/** A run of contributions to one task. Byte strings, so that Solidity can read them. */
interface Run {
  readonly name: string
  readonly labels: number
  readonly dimensions: number
  readonly samplesSeen: number
  /** 32 bytes a weight word. */
  readonly weights: Hex
  /** 2 bytes a bias, plus 32768. */
  readonly biases: Hex
  /** `dimensions` bytes a sample. */
  readonly features: Hex
  /** A byte a sample: its label. */
  readonly taught: Hex
  /** keccak256 chain over predicted label, scores and model after each sample. */
  readonly digest: Hex
}

/** How a run's samples are drawn. */
type Draw = 'ordinary' | 'sparse extremes' | 'pushing one way'

/** The same on every machine. */
function generateVectors(): string {
  const runs = [
    run('two labels', 2, 64, 0, 400, 'ordinary'),
    run('two labels, trained', 2, 64, 500, 400, 'ordinary'),
    run('two labels, extremes', 2, 64, 0, 300, 'sparse extremes'),
    run('two labels, pushed', 2, 64, 0, 500, 'pushing one way'),
    run('two labels, many features', 2, 512, 30, 100, 'ordinary'),
    run('two labels, many features, extremes', 2, 512, 0, 100, 'sparse extremes'),
    run('three labels', 3, 64, 100, 400, 'ordinary'),
    run('three labels, pushed', 3, 64, 0, 400, 'pushing one way'),
    run('five labels', 5, 96, 0, 200, 'ordinary'),
    run('eight labels', 8, 32, 0, 400, 'ordinary'),
    run('eight labels, extremes', 8, 64, 0, 200, 'sparse extremes'),
  ]
  return `${JSON.stringify({ count: runs.length, runs, prices: prices() }, null, 1)}\n`
}

function run(
  name: string,
  labels: number,
  dimensions: number,
  samplesSeen: number,
  count: number,
  draw: Draw,
): Run {
  const random = generator(`${name} ${draw}`)
  const vectors = vectorCount(labels)
  const reach = draw === 'ordinary' ? 900 : 16383
  let model: Model = {
    labels,
    dimensions,
    weights: Int16Array.from({ length: vectors * dimensions }, () => random.within(reach)),
    biases: Int16Array.from({ length: vectors }, () => random.within(reach)),
    samplesSeen,
  }
  const start = model
  let digest: Hex = zeroHash
  const features: Hex[] = []
  const taught: number[] = []
  for (let i = 0; i < count; i++) {
    let sample = drawFeatures(draw, dimensions, random, i)
    // What the contract refuses is no matter of the twin: too long vectors, and the same twice.
    while (checkFeatures(sample, dimensions) !== null || features.includes(packFeatures(sample))) {
      sample = drawFeatures(draw, dimensions, random, i)
    }
    const label = drawLabel(draw, model, sample, random)
    const { label: predicted, scores } = predict(model, sample)
    model = update(model, sample, label)
    digest = keccak256(concat([digest, byte(predicted), words(scores), fingerprint(model)]))
    features.push(packFeatures(sample))
    taught.push(label)
  }
  return {
    name,
    labels,
    dimensions,
    samplesSeen,
    weights: concat(packWeights(start.weights).map(word => numberToHex(word, { size: 32 }))),
    biases: lanes(start.biases),
    features: concat(features),
    taught: bytesToHex(Uint8Array.from(taught)),
    digest,
  }
}

function drawFeatures(draw: Draw, dimensions: number, random: Random, i: number): Int8Array {
  const x = new Int8Array(dimensions)
  if (draw === 'ordinary') return x.map(() => random.within(50))
  if (draw === 'sparse extremes') {
    // The norm cap leaves room for a few features at the ends of the range.
    for (let k = 0; k < dimensions / 16; k++)
      x[random.below(dimensions)] = random.below(2) ? 127 : -127
    return x
  }
  // One direction over and over, no two samples the same.
  x.fill(30)
  for (let k = 0; k < dimensions; k += 2) x[k] = -30
  x[i % dimensions] = random.within(40)
  x[(i + 7) % dimensions] = random.within(40)
  return x
}

/** Labels near the decision teach; those far from it must not. Both are wanted. */
function drawLabel(draw: Draw, model: Model, features: Int8Array, random: Random): number {
  const { label, scores, margin } = predict(model, features)
  if (draw === 'pushing one way') return model.labels - 1
  if (margin < 3 * logit(model.dimensions) && random.below(3) > 0) {
    return scores.findIndex((_, k) => k !== label)
  }
  return random.below(model.labels)
}

/** Prices at the turning points and at random, as [weight gwei, minimum gwei, seconds, price gwei]. */
function prices(): Hex {
  const random = generator('prices')
  const rows: [number, number, number][] = []
  for (const seconds of [
    0,
    1,
    2,
    3,
    59,
    60,
    3599,
    3600,
    3601,
    57_599,
    57_600,
    57_601,
    2 ** 32 - 1,
  ]) {
    rows.push([400_000, 100_000, seconds], [400_000, 1, seconds], [18_325_193_796, 1, seconds])
  }
  for (let i = 0; i < 500; i++) {
    const seconds = Math.floor(2 ** (random.below(32_000) / 1000))
    rows.push([random.below(2 ** 31), 1 + random.below(2 ** (1 + random.below(30))), seconds])
  }
  return concat(
    rows.flatMap(([weight, minimum, seconds]) => {
      const rules = { depositWeight: BigInt(weight) * GWEI, minimumDeposit: BigInt(minimum) * GWEI }
      const price = depositAt(rules, 1_000, 1_000 + seconds) / GWEI
      return [weight, minimum, seconds, price].map(value => numberToHex(value, { size: 8 }))
    }),
  )
}

function fingerprint(model: Model): Hex {
  return concat([
    ...packWeights(model.weights).map(word => numberToHex(word, { size: 32 })),
    lanes(model.biases),
    numberToHex(model.samplesSeen, { size: 4 }),
  ])
}

function words(scores: readonly number[]): Hex {
  return concat(scores.map(score => numberToHex(score, { size: 32, signed: true })))
}

function lanes(biases: Int16Array): Hex {
  return concat([...biases].map(bias => numberToHex(bias + 32768, { size: 2 })))
}

function byte(value: number): Hex {
  return numberToHex(value, { size: 1 })
}

interface Random {
  /** 0 .. limit − 1; limit at most 2^31. */
  below(limit: number): number
  /** −size .. size. */
  within(size: number): number
}

/** Numbers from a hash chain: slow, but the same everywhere. */
function generator(seed: string): Random {
  let state = keccak256(bytesToHex(new TextEncoder().encode(seed)))
  let used = 2
  const below = (limit: number) => {
    if (used >= 66) {
      state = keccak256(state)
      used = 2
    }
    const draw = Number.parseInt(state.slice(used, used + 8), 16)
    used += 8
    return draw % limit
  }
  return { below, within: size => below(2 * size + 1) - size }
}

mkdirSync(dirname(vectorFile), { recursive: true })
writeFileSync(vectorFile, generateVectors())
