import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { concat, type Hex, keccak256, numberToHex, zeroHash } from 'viem'
import { checkFeatures, packFeatures } from '../client/features.ts'
import * as bayes from '../client/models/naive-bayes.ts'
import * as centroid from '../client/models/nearest-centroid.ts'
import { bestExcept } from '../client/scores.ts'
import { generator, type Random } from './random.ts'

/** What the twins make of thousands of samples; `test/twins/CentroidBayes.t.sol` replays it. */
const folder = fileURLToPath(new URL('../cache/', import.meta.url))

/** The test's clock before the first step, and its seconds between steps. */
const START = 1_800_000_000
const PAUSE = 86_400

const LEARN = 0
const UNLEARN = 1
const AVERAGE = 2

/** A run of steps of one model. Byte strings, so that Solidity can read them. */
interface Run {
  readonly name: string
  readonly labels: number
  readonly dimensions: number
  /** 32 bytes a word of the starter model. */
  readonly words: Hex
  /** `dimensions` bytes a sample. */
  readonly features: Hex
  /** 8 bytes a step: kind, label, sample (2), lesson (2), part, 0. */
  readonly steps: Hex
  /** keccak256 chain over predicted label, scores and words after each step. */
  readonly digest: Hex
}

/** How a run's samples are drawn. */
type Draw = 'ordinary' | 'sparse extremes' | 'pushing one way'

interface Shape {
  readonly labels: number
  readonly dimensions: number
}

/** What both twins have in common. */
interface Twin<M> {
  readonly scores: (model: M, features: Int8Array) => number[]
  readonly learn: (
    model: M,
    features: Int8Array,
    label: number,
  ) => { readonly model: M; readonly lesson: number }
  readonly unlearn: (model: M, features: Int8Array, label: number, lesson: number) => M
  readonly pack: (model: M) => bigint[]
  readonly unpack: (words: readonly bigint[], stats: { samplesSeen: number }, shape: Shape) => M
}

/** The averages of a model that keeps some. */
interface Averages<M> {
  readonly start: M
  readonly averaged: (average: M, model: M, part: number, time: number) => M
}

function centroidRuns(): Run[] {
  const start = (shape: Shape, count: number, reach: number, seed: string) => {
    const random = generator(seed)
    const model: centroid.NearestCentroid = {
      ...centroid.emptyAverage(shape),
      sums: Int16Array.from({ length: shape.labels * shape.dimensions }, () =>
        random.within(reach),
      ),
      counts: Array.from({ length: shape.labels }, () => random.below(count + 1)),
    }
    return model
  }
  const make = (
    name: string,
    labels: number,
    dimensions: number,
    count: number,
    reach: number,
    steps: number,
    draw: Draw,
  ) => {
    const shape = { labels, dimensions }
    const averages = { start: centroid.emptyAverage(shape), averaged: centroid.averaged }
    return run(name, centroid, start(shape, count, reach, name), steps, draw, averages)
  }
  const full = centroid.FULL_COUNT - 1
  return [
    make('two labels from nothing', 2, 64, 0, 0, 300, 'ordinary'),
    make('two labels, trained', 2, 64, full, 200, 400, 'ordinary'),
    make('two labels, extremes', 2, 64, 640, 479, 300, 'sparse extremes'),
    make('two labels, pushed', 2, 64, 0, 0, 700, 'pushing one way'),
    make('two labels, few features', 2, 32, full, 470, 300, 'ordinary'),
    make('two labels, many features', 2, 512, full, 470, 100, 'ordinary'),
    make('two labels, many features, extremes', 2, 512, 1, 479, 60, 'sparse extremes'),
    make('three labels', 3, 96, 1000, 100, 300, 'ordinary'),
    make('three labels, extremes', 3, 96, full, 479, 200, 'sparse extremes'),
    make('eight labels', 8, 32, 6400, 60, 400, 'ordinary'),
    make('eight labels, extremes', 8, 64, full, 479, 150, 'sparse extremes'),
    make('eight labels, many features', 8, 512, full, 300, 24, 'ordinary'),
  ]
}

function bayesRuns(): Run[] {
  const make = (
    name: string,
    labels: number,
    dimensions: number,
    counts: number,
    spread: number,
    steps: number,
    draw: Draw,
  ) => {
    const random = generator(name)
    const model: bayes.NaiveBayes = {
      kind: 'naive-bayes',
      labels,
      dimensions,
      levels: Uint8Array.from({ length: labels * dimensions }, () =>
        Math.min(255, 128 + random.within(spread)),
      ),
      counts: Array.from({ length: labels }, () => Math.max(0, counts - random.below(60))),
      samplesSeen: 0,
    }
    return run(name, bayes, model, steps, draw, null)
  }
  return [
    make('two labels from nothing', 2, 64, 0, 0, 600, 'ordinary'),
    make('two labels, trained', 2, 64, 200, 128, 300, 'ordinary'),
    make('two labels, extremes', 2, 64, 0, 128, 300, 'sparse extremes'),
    make('two labels, pushed', 2, 64, 0, 0, 500, 'pushing one way'),
    make('two labels, counts full', 2, 64, 4095, 128, 300, 'pushing one way'),
    make('two labels, few features', 2, 32, 60, 100, 300, 'ordinary'),
    make('two labels, many features', 2, 512, 100, 128, 100, 'ordinary'),
    make('three labels', 3, 96, 30, 100, 300, 'ordinary'),
    make('three labels, extremes', 3, 96, 0, 128, 300, 'sparse extremes'),
    make('eight labels', 8, 32, 20, 100, 400, 'ordinary'),
    make('eight labels, counts full', 8, 64, 4095, 100, 400, 'ordinary'),
    make('eight labels, many features', 8, 512, 130, 128, 24, 'ordinary'),
  ]
}

function run<M extends Shape>(
  name: string,
  twin: Twin<M>,
  start: M,
  count: number,
  draw: Draw,
  averages: Averages<M> | null,
): Run {
  const random = generator(`${name} ${draw}`)
  const { labels, dimensions } = start
  let model = start
  let average: M | null = null
  let digest: Hex = zeroHash
  const samples: Int8Array[] = []
  const open: { sample: number; label: number; lesson: number }[] = []
  const steps: Hex[] = []
  for (let i = 0; i < count; i++) {
    const time = START + (i + 1) * PAUSE
    const choice = random.below(10)
    let [kind, label, sample, lesson, part] = [LEARN, 0, samples.length, 0, 0]
    if (choice < 2 && open.length > 0) {
      // Half of the time the last one, else any that was not taken out yet.
      const at = random.below(2) ? open.length - 1 : random.below(open.length)
      ;({ sample, label, lesson } = open.splice(at, 1)[0]!)
      kind = UNLEARN
    } else if (choice === 2 && averages !== null && samples.length > 0) {
      ;[kind, sample, part] = [
        AVERAGE,
        samples.length - 1,
        random.below(4) ? 1 + random.below(63) : 64,
      ]
    } else {
      samples.push(drawSample(draw, dimensions, random, i))
      label = draw === 'pushing one way' ? labels - 1 : random.below(labels)
    }
    const features = samples[sample]!
    const before = twin.scores(model, features)
    if (kind === LEARN) {
      ;({ model, lesson } = twin.learn(model, features, label))
      open.push({ sample, label, lesson })
    } else if (kind === UNLEARN) {
      model = twin.unlearn(model, features, label, lesson)
    } else {
      average = averages!.averaged(average ?? averages!.start, model, part, time)
    }
    const words = twin.pack(model)
    if (twin.pack(twin.unpack(words, { samplesSeen: 0 }, start)).some((w, k) => w !== words[k])) {
      throw new Error('unpack and pack are not each other’s reverse')
    }
    digest = keccak256(
      concat([
        digest,
        numberToHex(bestExcept(before, -1), { size: 1 }),
        ...before.map(signed),
        ...words.map(word),
        ...(average === null ? [] : twin.pack(average).map(word)),
        signed(average === null ? 0 : mixedMargin(twin, average, model, features, label, part)),
      ]),
    )
    steps.push(
      concat([
        numberToHex(kind, { size: 1 }),
        numberToHex(label, { size: 1 }),
        numberToHex(sample, { size: 2 }),
        numberToHex(lesson, { size: 2 }),
        numberToHex(part, { size: 2 }),
      ]),
    )
  }
  return {
    name,
    labels,
    dimensions,
    words: concat(twin.pack(start).map(word)),
    features: concat(samples.map(packFeatures)),
    steps: concat(steps),
    digest,
  }
}

/** The margin between two steps of the average: `_averageMargin`. */
function mixedMargin<M>(
  twin: Twin<M>,
  average: M,
  model: M,
  features: Int8Array,
  label: number,
  part: number,
): number {
  const live = twin.scores(model, features)
  // Scores of a hardly taught label are too large to be multiplied as they are.
  const mixed = twin
    .scores(average, features)
    .map((score, k) => (BigInt(score) * BigInt(64 - part) + BigInt(live[k]!) * BigInt(part)) >> 6n)
    .map(Number)
  return mixed[label]! - mixed[bestExcept(mixed, label)]!
}

function drawSample(draw: Draw, dimensions: number, random: Random, i: number): Int8Array {
  for (;;) {
    const features = drawFeatures(draw, dimensions, random, i)
    if (checkFeatures(features, dimensions) === null) return features
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
  // One direction over and over.
  x.fill(30)
  for (let k = 0; k < dimensions; k += 2) x[k] = -30
  x[i % dimensions] = random.within(40)
  x[(i + 7) % dimensions] = random.within(40)
  return x
}

function word(value: bigint): Hex {
  return numberToHex(value, { size: 32 })
}

function signed(value: number): Hex {
  return numberToHex(value, { size: 32, signed: true })
}

function write(name: string, runs: readonly Run[]): void {
  writeFileSync(`${folder}${name}`, `${JSON.stringify({ count: runs.length, runs }, null, 1)}\n`)
}

mkdirSync(folder, { recursive: true })
write('twin-centroid.json', centroidRuns())
write('twin-bayes.json', bayesRuns())
