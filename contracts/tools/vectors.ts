import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { concat, type Hex, keccak256, numberToHex, zeroHash } from 'viem'
import { checkFeatures, packFeatures } from '../client/features.ts'
import { averageMargin, predict } from '../client/model.ts'
import type { MarginPerceptron } from '../client/models/margin-perceptron.ts'
import * as twin from '../client/models/margin-perceptron.ts'
import { depositAt } from '../client/price.ts'
import { bestExcept, marginOf } from '../client/scores.ts'
import { packStats, type Stats } from '../client/stats.ts'
import { defaultRules } from '../deploy/deploy.ts'
import { generator, type Random } from './random.ts'

// What the twin makes of thousands of random and adversarial steps; `test/twins/Perceptron.t.sol` replays them
// on the contracts. Fixed runs cover what must not be missed; random ones are drawn by a seed:
// TWIN_SEED=… (`time` for a new one), TWIN_RUNS=… how many.

const folder = fileURLToPath(new URL('../cache/twin', import.meta.url))

/** When the tasks open, seconds; `test/twins/Perceptron.t.sol` starts its clock there. */
const START = 1_800_000_000

/** A run of steps on one model. Byte strings, so that Solidity can read them. */
interface Run {
  readonly name: string
  readonly labels: number
  readonly dimensions: number
  readonly samplesSeen: number
  /** 32 bytes a starter word. */
  readonly words: Hex
  /** How many bytes each step has, two bytes a step, and the steps: see `encodeStep`. */
  readonly sizes: Hex
  readonly steps: Hex
  /** First four bytes, after each step, of a hash chain over what it gave and the whole model. */
  readonly marks: Hex
}

/** What is done to the model; `time` in seconds since the step before. */
type Step =
  | { readonly kind: 'learn'; readonly features: Int8Array; readonly label: number }
  /** `of`: which of the lessons so far, the first being 0. */
  | { readonly kind: 'unlearn'; readonly of: number }
  | { readonly kind: 'average'; readonly part: number; readonly time: number }
  | {
      readonly kind: 'margin'
      readonly features: Int8Array
      readonly label: number
      readonly part: number
    }

/** What runs must have met, so that a change of the drawing cannot lose it. */
const met = {
  'margin T': 0,
  'margin above T': 0,
  'margin -3T': 0,
  'margin below -3T': 0,
  'weight 479, not halved': 0,
  'weight 480, halved': 0,
  'only the rival reached 480': 0,
  'bias 16383, not halved': 0,
  'bias 16384, halved': 0,
  'unlearnt exactly': 0,
  'unlearnt after more than 6 halvings': 0,
}

/** A model on its way through a run. */
interface Walk {
  model: MarginPerceptron
  average: MarginPerceptron | null
  time: number
  lastUpdate: number
  digest: Hex
  readonly lessons: { features: Int8Array; label: number; lesson: number }[]
  readonly steps: Hex[]
  readonly marks: Hex[]
}

interface Start {
  readonly labels: number
  readonly dimensions: number
  readonly samplesSeen: number
  readonly weights: ArrayLike<number>
  readonly biases?: ArrayLike<number>
}

/** Takes a model through steps. @param next The step to take, from the model as it is; null ends. */
function run(name: string, start: Start, next: (walk: Walk) => Step | null): Run {
  const { labels, dimensions, samplesSeen } = start
  const model: MarginPerceptron = {
    kind: 'margin-perceptron',
    labels,
    dimensions,
    samplesSeen,
    halvings: 0,
    weights: Int16Array.from(start.weights),
    biases: Int16Array.from(start.biases ?? new Array(twin.vectorCount(labels)).fill(0)),
  }
  const walk: Walk = {
    model,
    average: null,
    time: START,
    lastUpdate: START,
    digest: zeroHash,
    lessons: [],
    steps: [],
    marks: [],
  }
  for (let step = next(walk); step !== null; step = next(walk)) {
    const given = take(walk, step)
    walk.digest = keccak256(concat([walk.digest, given, ...fingerprint(walk)]))
    walk.marks.push(walk.digest.slice(0, 10) as Hex)
    walk.steps.push(encodeStep(step, walk))
  }
  return {
    name,
    labels,
    dimensions,
    samplesSeen,
    words: words(twin.pack(model)),
    sizes: concat(walk.steps.map(step => numberToHex((step.length - 2) / 2, { size: 2 }))),
    steps: concat(walk.steps),
    marks: concat(walk.marks),
  }
}

/** @returns what the contract gives for the step. */
function take(walk: Walk, step: Step): Hex {
  const { model } = walk
  switch (step.kind) {
    case 'learn': {
      const { features, label } = step
      const { label: predicted, scores } = predict(model, features)
      const { model: taught, lesson } = twin.learn(model, features, label)
      note(model, taught, scores, label)
      walk.time += 1
      walk.lastUpdate = walk.time
      walk.model = taught
      walk.lessons.push({ features, label, lesson })
      return concat([byte(predicted), signed(...scores), unsigned(lesson)])
    }
    case 'unlearn': {
      const { features, label, lesson } = walk.lessons[step.of]!
      const halvings = (model.halvings - (lesson >> 8)) & 0xff
      if (lesson !== 0) met[halvings > 6 ? moreHalvings : 'unlearnt exactly']++
      walk.model = twin.unlearn(model, features, label, lesson)
      return '0x'
    }
    case 'average':
      walk.time += step.time
      // The first time there is no average to start from: the contract's is all zeros.
      walk.average = twin.averaged(walk.average ?? model, model, step.part, walk.time)
      return '0x'
    case 'margin': {
      const { features, label, part } = step
      return signed(averageMargin(walk.average!, model, features, label, part))
    }
  }
}

const moreHalvings = 'unlearnt after more than 6 halvings'

/** Counts what a lesson met. */
function note(
  before: MarginPerceptron,
  after: MarginPerceptron,
  scores: readonly number[],
  label: number,
) {
  const margin = marginOf(scores, label)
  const one = twin.logit(before)
  if (margin === one) met['margin T']++
  if (margin === one + 1) met['margin above T']++
  if (margin === -3 * one) met['margin -3T']++
  if (margin === -3 * one - 1) met['margin below -3T']++
  if (margin > one || margin < -3 * one) return
  const halved = after.halvings !== before.halvings
  const largest = Math.max(...before.weights.map(Math.abs))
  if (!halved && largest === 479) met['weight 479, not halved']++
  if (!halved && after.biases.some(bias => Math.abs(bias) === 16_383)) {
    met['bias 16383, not halved']++
  }
  if (!halved) return
  // Halving loses the lowest bit alone, so what a weight was before shows.
  const { dimensions } = before
  const reached = (vector: number) =>
    after.weights
      .subarray(vector * dimensions, (vector + 1) * dimensions)
      .some(weight => weight >= 240 || weight <= -240)
  if (after.weights.every(weight => weight <= 240 && weight > -240)) met['weight 480, halved']++
  if (after.biases.some(bias => Math.abs(bias) === 8192)) met['bias 16384, halved']++
  const rival = bestExcept(scores, label)
  if (before.labels > 2 && reached(rival) && !reached(label)) met['only the rival reached 480']++
}

function encodeStep(step: Step, walk: Walk): Hex {
  switch (step.kind) {
    case 'learn':
      return concat([byte(0), byte(step.label), packFeatures(step.features)])
    case 'unlearn':
      return concat([byte(1), numberToHex(step.of, { size: 2 })])
    case 'average':
      return concat([byte(2), byte(step.part), numberToHex(walk.time, { size: 4 })])
    case 'margin':
      return concat([byte(3), byte(step.label), byte(step.part), packFeatures(step.features)])
  }
}

/** All words and counters of model and averages. */
function fingerprint({ model, average, lastUpdate }: Walk): Hex[] {
  const stats: Stats = {
    samplesSeen: model.samplesSeen,
    lastUpdate,
    busyUntil: 0,
    bias: model.biases[0]!,
    halvings: model.halvings,
  }
  // An average has no counters in its lace but its biases.
  const means = average === null ? [] : [words(twin.pack(average))]
  return [words(twin.pack(model, stats)), word(packStats(stats)), ...means]
}

// How steps are drawn.

/** Ordinary texts, extremes, the same direction over and over. */
type Draw = 'ordinary' | 'sparse extremes' | 'pushing one way'

/** As many lessons as asked for, with averages, judgements and unlearning between them. */
function lessons(draw: Draw, count: number, random: Random): (walk: Walk) => Step | null {
  return walk => {
    if (walk.lessons.length >= count) return null
    const { labels } = walk.model
    const sample = () => validFeatures(draw, walk, random)
    // The first time the average must take all of the model; see `take`.
    if (walk.average === null) return { kind: 'average', part: 64, time: 0 }
    switch (random.below(12)) {
      case 0:
        return { kind: 'average', part: 1 + random.below(64), time: random.below(100_000) }
      case 1: {
        const part = random.below(3) === 0 ? 0 : random.below(65)
        return { kind: 'margin', features: sample(), label: random.below(labels), part }
      }
      case 2:
        if (walk.lessons.length > 0)
          return { kind: 'unlearn', of: random.below(walk.lessons.length) }
        break
    }
    const features = sample()
    return { kind: 'learn', features, label: chooseLabel(draw, walk.model, features, random) }
  }
}

function validFeatures(draw: Draw, walk: Walk, random: Random): Int8Array {
  const { dimensions } = walk.model
  // What the contract refuses is no matter of the twin.
  for (;;) {
    const features = drawFeatures(draw, dimensions, random, walk.lessons.length)
    if (checkFeatures(features, dimensions) === null) return features
  }
}

function drawFeatures(draw: Draw, dimensions: number, random: Random, i: number): Int8Array {
  const x = new Int8Array(dimensions)
  if (draw === 'ordinary') return x.map(() => random.within(50))
  if (draw === 'sparse extremes') {
    // The norm cap leaves room for a few features at the ends of the range.
    for (let k = 0; k < dimensions / 16; k++) {
      x[random.below(dimensions)] = random.below(2) ? 127 : -127
    }
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
function chooseLabel(draw: Draw, model: MarginPerceptron, features: Int8Array, random: Random) {
  const { label, scores, margin } = predict(model, features)
  if (draw === 'pushing one way') return model.labels - 1
  if (margin < 3 * twin.logit(model) && random.below(3) > 0) {
    return scores.findIndex((_, k) => k !== label)
  }
  return random.below(model.labels)
}

function drawn(
  name: string,
  labels: number,
  dimensions: number,
  samplesSeen: number,
  count: number,
  draw: Draw,
): Run {
  const random = generator(`${name} ${draw}`)
  const reach = draw === 'ordinary' ? 60 : 479
  const vectors = twin.vectorCount(labels)
  const weights = Array.from({ length: vectors * dimensions }, () => random.within(reach))
  const biases = Array.from({ length: vectors }, () =>
    random.within(draw === 'ordinary' ? 900 : 16_383),
  )
  return run(
    name,
    { labels, dimensions, samplesSeen, weights, biases },
    lessons(draw, count, random),
  )
}

/** Steps from a list. */
function inOrder(steps: readonly Step[]): (walk: Walk) => Step | null {
  let i = 0
  return () => steps[i++] ?? null
}

/** One lesson whose margin is exactly what is asked for: the bias and one weight make up for the rest. */
function withMargin(labels: number, label: number, margin: number): Run {
  const name = `${labels} labels, label ${label}, margin ${margin}`
  const dimensions = 64
  const random = generator(name)
  const vectors = twin.vectorCount(labels)
  for (;;) {
    const features = Int8Array.from({ length: dimensions }, () => random.within(45))
    features[0] = 1
    // With more labels, all others have score 0.
    const vector = labels === 2 ? 0 : label
    const weights = new Int16Array(vectors * dimensions)
    for (let i = 1; i < dimensions; i++) weights[vector * dimensions + i] = random.within(120)
    const sum = features.reduce((total, x, i) => total + x * weights[vector * dimensions + i]!, 0)
    const missing = (labels === 2 && label === 0 ? -margin : margin) - sum
    const first = ((missing % 4) + 4) % 4
    const bias = (missing - first) / 4
    if (Math.abs(bias) >= twin.BIAS_LIMIT - 200) continue
    weights[vector * dimensions] = first
    const biases = new Int16Array(vectors)
    biases[vector] = bias
    const start = { labels, dimensions, samplesSeen: 30, weights, biases }
    return run(name, start, inOrder([{ kind: 'learn', features, label }]))
  }
}

/** Weights at the edge, and steps so small that some cross it and others do not. */
function atTheEdge(labels: number): Run {
  const name = `${labels} labels at the edge`
  const random = generator(name)
  const dimensions = 64
  const vectors = twin.vectorCount(labels)
  const weights = Array.from(
    { length: vectors * dimensions },
    (_, i) => (i % 2 ? 479 : -479) + (i % 16 === 0 ? 0 : (i % 2 ? -1 : 1) * random.below(40)),
  )
  const start = { labels, dimensions, samplesSeen: 60_000, weights }
  return run(name, start, walk => {
    if (walk.lessons.length >= 60) return null
    const features = Int8Array.from({ length: dimensions }, () => random.within(6))
    return { kind: 'learn', features, label: random.below(labels) }
  })
}

/** The label's vector is small; the rival's has a weight at the edge that the lesson pushes over it. */
function onlyTheRival(): Run {
  const random = generator('only the rival')
  const dimensions = 64
  const weights = new Int16Array(3 * dimensions)
  weights.set([-479, 479], dimensions)
  const start = { labels: 3, dimensions, samplesSeen: 0, weights, biases: [0, 0, -4_000] }
  const features = Int8Array.from({ length: dimensions }, () => random.within(20))
  features.set([60, 61])
  return run('only the rival is halved', start, inOrder([{ kind: 'learn', features, label: 0 }]))
}

/** One direction on a model so wide that one weight grows over the edge again and again. */
function manyHalvings(): Run {
  const random = generator('many halvings')
  const start = { labels: 2, dimensions: 512, samplesSeen: 0, weights: new Int16Array(512) }
  let undone = 0
  return run('many halvings', start, walk => {
    if (walk.model.halvings > 8) {
      return undone < walk.lessons.length ? { kind: 'unlearn', of: undone++ } : null
    }
    const features = Int8Array.from({ length: 512 }, () => random.within(3))
    features[0] = 127
    return { kind: 'learn', features, label: 1 }
  })
}

/**
 * A first lesson moves a bias by 128; this one lands next to the limit or on it. With 128 features
 * such a bias alone says a little less than a logit, so the lesson is wanted.
 */
function biasAtTheEdge(labels: number, lands: number): Run {
  const name = `${labels} labels, bias ${lands}`
  const random = generator(name)
  const dimensions = 128
  const vectors = twin.vectorCount(labels)
  const weights = new Int16Array(vectors * dimensions)
  const biases = new Int16Array(vectors)
  biases[vectors - 1] = lands - 128 * Math.sign(lands)
  const features = Int8Array.from({ length: dimensions }, () => random.within(40))
  const label = lands > 0 ? labels - 1 : 0
  const start = { labels, dimensions, samplesSeen: 0, weights, biases }
  return run(name, start, inOrder([{ kind: 'learn', features, label }]))
}

function fixedRuns(): Run[] {
  const one = twin.logit({ dimensions: 64 })
  const margins = [one, one + 1, -3 * one, -3 * one - 1]
  return [
    ...margins.flatMap(margin => [
      withMargin(2, 0, margin),
      withMargin(2, 1, margin),
      withMargin(3, 1, margin),
    ]),
    atTheEdge(2),
    atTheEdge(4),
    onlyTheRival(),
    manyHalvings(),
    ...[16_383, 16_384, -16_383, -16_384].map(lands => biasAtTheEdge(2, lands)),
    ...[16_383, 16_384].map(lands => biasAtTheEdge(3, lands)),
    drawn('two labels', 2, 64, 0, 300, 'ordinary'),
    drawn('two labels, trained', 2, 64, 500, 300, 'ordinary'),
    drawn('two labels, extremes', 2, 64, 0, 200, 'sparse extremes'),
    drawn('two labels, pushed', 2, 64, 0, 300, 'pushing one way'),
    drawn('two labels, many features', 2, 512, 30, 60, 'ordinary'),
    drawn('three labels', 3, 64, 100, 200, 'ordinary'),
    drawn('three labels, pushed', 3, 64, 0, 200, 'pushing one way'),
    drawn('five labels', 5, 96, 0, 100, 'ordinary'),
    drawn('eight labels', 8, 32, 0, 200, 'ordinary'),
    drawn('eight labels, extremes', 8, 64, 0, 100, 'sparse extremes'),
  ]
}

/** A model of any shape, and any steps. */
function randomRun(seed: string): Run {
  const random = generator(seed)
  const labels = 2 + random.below(7)
  const dimensions = 32 * (1 + random.below(random.below(3) === 0 ? 16 : 4))
  const draw = (['ordinary', 'sparse extremes', 'pushing one way'] as const)[random.below(3)]!
  const samplesSeen = Math.min(1_000_000, Math.floor(2 ** (random.below(2_000) / 100)) - 1)
  const reach = 1 + random.below(479)
  const vectors = twin.vectorCount(labels)
  const weights = Array.from({ length: vectors * dimensions }, () => random.within(reach))
  const biases = Array.from({ length: vectors }, () => random.within(random.below(16_384)))
  const start = { labels, dimensions, samplesSeen, weights, biases }
  return run(seed, start, lessons(draw, 10 + random.below(40), random))
}

// Prices.

/** The paper's price as [weight, minimum, seconds, price] in units, at turning points and at random. */
function paperPrices(): Hex {
  const random = generator('prices')
  const rows: [number, number, number][] = []
  const moments = [0, 1, 2, 3, 59, 60, 3599, 3600, 3601, 57_599, 57_600, 57_601, 2 ** 32 - 1]
  for (const seconds of moments) {
    rows.push([400_000, 100_000, seconds], [400_000, 1, seconds], [18_325_193_796, 1, seconds])
  }
  for (let i = 0; i < 500; i++) {
    const seconds = Math.floor(2 ** (random.below(32_000) / 1000))
    rows.push([random.below(2 ** 31), 1 + random.below(2 ** (1 + random.below(30))), seconds])
  }
  return table(
    rows.map(([weight, minimum, seconds]) => {
      const terms = {
        ...defaultRules,
        depositWeight: BigInt(weight),
        minimumDeposit: BigInt(minimum),
      }
      const state = { lastUpdate: 1_000, busyUntil: 0 }
      return [weight, minimum, seconds, depositAt({ terms, unit: 1n }, state, 1_000 + seconds)]
    }),
  )
}

/** The bucket's price as [minimum, seconds until it is empty, interval, level, step, price] in units. */
function bucketPrices(): Hex {
  const random = generator('bucket')
  const rows: [number, number, number, number, number][] = []
  for (const busy of [0, 1, 21_599, 21_600, 21_601, 21_602, 32_400, 32_401, 453_600, 2 ** 32 - 1]) {
    rows.push([100_000, busy, 432, 50, 25], [2 ** 40 - 1, busy, 432, 50, 25], [1, busy, 1, 0, 1])
  }
  for (let i = 0; i < 500; i++) {
    const interval = 1 + random.below(86_400)
    const [level, step] = [random.below(200), 1 + random.below(200)]
    const busy = random.below(Math.min(2 ** 31, interval * (level + 45 * step)))
    rows.push([1 + random.below(2 ** (1 + random.below(30))), busy, interval, level, step])
  }
  return table(
    rows.map(([minimum, busy, priceInterval, priceLevel, priceStep]) => {
      const terms = {
        ...defaultRules,
        depositWeight: 0n,
        minimumDeposit: BigInt(minimum),
        priceInterval,
        priceLevel,
        priceStep,
      }
      const price = depositAt({ terms, unit: 1n }, { lastUpdate: 0, busyUntil: busy }, 0)
      return [minimum, busy, priceInterval, priceLevel, priceStep, price]
    }),
  )
}

// Bytes.

function table(rows: readonly (readonly (number | bigint)[])[]): Hex {
  return concat(rows.flat().map(value => numberToHex(value, { size: 8 })))
}

function words(list: readonly bigint[]): Hex {
  return concat(list.map(word))
}

function word(value: bigint): Hex {
  return numberToHex(value, { size: 32 })
}

function signed(...values: readonly number[]): Hex {
  return concat(values.map(value => numberToHex(value, { size: 32, signed: true })))
}

function unsigned(value: number): Hex {
  return numberToHex(value, { size: 32 })
}

function byte(value: number): Hex {
  return numberToHex(value, { size: 1 })
}

function main(): void {
  const { TWIN_SEED = 'hivemark', TWIN_RUNS = '20' } = process.env
  const seed = TWIN_SEED === 'time' ? String(Date.now()) : TWIN_SEED
  const random = Array.from({ length: Number(TWIN_RUNS) }, (_, i) => randomRun(`${seed} ${i}`))
  const runs = [...fixedRuns(), ...random]
  const missing = Object.entries(met).filter(([, count]) => count === 0)
  if (missing.length > 0) {
    throw new Error(`No run has met: ${missing.map(([name]) => name).join('; ')}`)
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(value, null, 1)}\n`)
  runs.forEach((each, i) => {
    write(`run-${i}`, each)
  })
  write('all', {
    start: START,
    runs: runs.length,
    paperPrices: paperPrices(),
    bucketPrices: bucketPrices(),
  })
  const steps = runs.reduce((sum, each) => sum + (each.marks.length - 2) / 8, 0)
  console.log(`${runs.length} runs, ${steps} steps; ${random.length} runs from TWIN_SEED=${seed}`)
}

main()
