import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { concat, type Hex, keccak256, numberToHex, padHex, zeroHash } from 'viem'
import { logit, type MarginPerceptron, vectorCount } from '../client/models/margin-perceptron.ts'
import {
  checkSample,
  MAX_IDS,
  pack,
  packSample,
  placeOf,
  predict,
  type TailPerceptron,
  type TailSample,
  type TailWord,
  tailWord,
  unlearn,
  update,
} from '../client/models/tail-perceptron.ts'
import { emptyStats } from '../client/stats.ts'
import { generator, type Random } from './random.ts'

/** What the twin of the tail makes of samples; `test/twins/Tail.t.sol` replays it on the contract. */
const vectorFile = fileURLToPath(new URL('../cache/twin-tail.json', import.meta.url))

/** Seconds at which the test does everything: the counters hold the time of the last sample. */
const TIME = 1_800_000_000

/** A run of samples learnt and unlearnt by one model. Byte strings, so that Solidity can read them. */
interface Run {
  readonly name: string
  readonly labels: number
  readonly dimensions: number
  readonly samplesSeen: number
  /** 32 bytes a starter word. */
  readonly words: Hex
  /**
   * A row each: 1 to unlearn, label, number of ids, lesson to unlearn (2 bytes); the features; room
   * for eight ids.
   */
  readonly rows: Hex
  /** keccak256 chain: label, scores, lesson, dense words, and the words of its ids after each row. */
  readonly digest: Hex
}

/** How a run's samples and its starter model are drawn. */
type Draw = 'ordinary' | 'sparse extremes' | 'pushing one way' | 'values at the limit'

/** A sample learnt that can be unlearnt. */
interface Learnt {
  readonly sample: TailSample
  readonly label: number
  readonly lesson: number
}

/** What a run goes through, so that no run can turn out tame. */
interface Seen {
  taught: number
  ignored: number
  unlearnt: number
  halvings: number
  limits: number
}

/** The same on every machine. */
function generateVectors(): string {
  const runs = [
    run('two labels', 2, 64, 0, 220, 'ordinary'),
    run('two labels, trained', 2, 64, 500, 120, 'ordinary'),
    run('two labels, extremes', 2, 64, 0, 120, 'sparse extremes'),
    run('two labels, pushed', 2, 64, 0, 160, 'pushing one way'),
    run('two labels, limits', 2, 32, 0, 80, 'values at the limit'),
    run('two labels, many features', 2, 512, 30, 30, 'ordinary'),
    run('three labels', 3, 64, 100, 150, 'ordinary'),
    run('three labels, pushed', 3, 96, 0, 120, 'pushing one way'),
    run('four labels, limits', 4, 64, 0, 80, 'values at the limit'),
    run('five labels', 5, 96, 0, 120, 'ordinary'),
    run('eight labels', 8, 32, 0, 150, 'ordinary'),
    run('eight labels, pushed', 8, 64, 0, 100, 'pushing one way'),
    run('eight labels, extremes', 8, 64, 0, 80, 'sparse extremes'),
    run('eight labels, limits', 8, 64, 0, 60, 'values at the limit'),
  ]
  return `${JSON.stringify({ count: runs.length, runs }, null, 1)}\n`
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
  let model = drawModel(draw, { labels, dimensions }, samplesSeen, random)
  const words = pack(model).map(word)
  const learnt: Learnt[] = []
  const rows: Hex[] = []
  const seen: Seen = { taught: 0, ignored: 0, unlearnt: 0, halvings: 0, limits: 0 }
  let digest: Hex = zeroHash
  for (let i = 0; i < count; i++) {
    const back = learnt.length > 3 && random.below(5) === 0
    const at = random.below(Math.max(learnt.length, 1))
    const old = back ? learnt.splice(at, 1)[0]! : null
    const sample = old?.sample ?? drawSample(draw, dimensions, random, i)
    const label = old?.label ?? drawLabel(draw, model, sample, random)
    const { label: predicted, scores } = predict(model, sample)
    let lesson = 0
    if (old !== null) {
      model = unlearn(model, sample, label, old.lesson)
      seen.unlearnt++
    } else {
      const updated = update(model, sample, label)
      model = updated.state
      lesson = updated.lesson
      if (lesson !== 0) learnt.push({ sample, label, lesson })
      if (lesson === 0) seen.ignored++
      else seen.taught++
    }
    seen.halvings = model.dense.halvings
    seen.limits += sample.ids.filter(id => atLimit(model, id)).length
    rows.push(row(sample, label, old?.lesson ?? null))
    digest = keccak256(
      concat([
        digest,
        byte(predicted),
        ...scores.map(int),
        word(BigInt(lesson)),
        state(model, sample),
      ]),
    )
  }
  requireEvents(name, draw, count, seen)
  return {
    name,
    labels,
    dimensions,
    samplesSeen,
    words: concat(words),
    rows: concat(rows),
    digest,
  }
}

/** @throws Error if a run does not show what it is for */
function requireEvents(name: string, draw: Draw, count: number, seen: Seen): void {
  const missing = [
    seen.taught < 10 && 'samples that teach',
    seen.unlearnt < 3 && 'samples unlearnt',
    draw === 'ordinary' && count > 100 && seen.ignored === 0 && 'samples that do not teach',
    draw === 'pushing one way' && seen.halvings === 0 && 'halvings',
    draw === 'values at the limit' && seen.limits === 0 && 'values at the limit',
  ].filter(what => what !== false)
  if (missing.length > 0) throw new Error(`${name} lacks ${missing.join(', ')}`)
}

function drawModel(
  draw: Draw,
  shape: { labels: number; dimensions: number },
  samplesSeen: number,
  random: Random,
): TailPerceptron {
  const vectors = vectorCount(shape.labels)
  const pushed = draw === 'pushing one way'
  const dense: MarginPerceptron = {
    kind: 'margin-perceptron',
    ...shape,
    weights: Int16Array.from({ length: vectors * shape.dimensions }, (_, i) =>
      // At the edge, and as many with the push as against it.
      pushed && i % 5 === 0 ? 476 : random.within(440),
    ),
    biases: Int16Array.from({ length: vectors }, () => random.within(1000)),
    samplesSeen,
    halvings: 0,
  }
  const tail = new Map<number, TailWord>()
  const model: TailPerceptron = { kind: 'tail-perceptron', dense, tail }
  if (draw === 'sparse extremes') return model
  const lanes = shape.labels === 2 ? 1 : shape.labels <= 4 ? 4 : 8
  for (let p = 0; p < 40; p++) {
    for (let v = 0; v < vectors; v++) {
      const lane = poolId(p) * lanes + v
      const place = placeOf(shape.labels, poolId(p))
      const values = (tail.get(place)?.values ?? new Int16Array(16)).slice()
      const near = (p % 2 === 0 ? 1 : -1) * (16_383 - random.below(60))
      values[lane % 16] = draw === 'values at the limit' ? near : random.within(300)
      tail.set(place, { values, halvings: 0 })
    }
  }
  return model
}

/** Some next to each other, some far apart, the first and the last. */
function poolId(p: number): number {
  if (p < 20) return p
  return p === 39 ? 4095 : 97 * p
}

function drawSample(draw: Draw, dimensions: number, random: Random, i: number): TailSample {
  for (;;) {
    const sample = {
      features: drawFeatures(draw, dimensions, random, i),
      ids: drawIds(draw, random),
    }
    if (checkSample(sample, dimensions) === null) return sample
  }
}

function drawFeatures(draw: Draw, dimensions: number, random: Random, i: number): Int8Array {
  const x = new Int8Array(dimensions)
  if (draw === 'ordinary' || draw === 'values at the limit') return x.map(() => random.within(50))
  if (draw === 'sparse extremes') {
    // The norm leaves room for few features at the ends of the range, and asks for some.
    x.forEach((_, d) => {
      x[d] = random.within(2)
    })
    for (let k = 0; k < dimensions / 32; k++)
      x[32 * k + random.below(32)] = random.below(2) ? 127 : -127
    return x
  }
  // One direction over and over.
  x.fill(30)
  for (let k = 0; k < dimensions; k += 2) x[k] = -30
  x[i % dimensions] = random.within(40)
  return x
}

/** None to eight; at the limit in pairs that speak against each other, so that samples still teach. */
function drawIds(draw: Draw, random: Random): number[] {
  const ids = new Set<number>()
  const pairs = draw === 'values at the limit'
  const count = pairs ? 2 * random.below(5) : random.below(MAX_IDS + 1)
  while (ids.size < count) {
    const p = random.below(40)
    for (const q of pairs ? [p & ~1, p | 1] : [p]) ids.add(poolId(q))
  }
  return [...ids].sort((a, b) => a - b)
}

/** Labels near the decision teach; those far from it must not. Both are wanted. */
function drawLabel(draw: Draw, model: TailPerceptron, sample: TailSample, random: Random): number {
  const { labels } = model.dense
  if (draw === 'pushing one way' && random.below(3) > 0) return labels - 1
  const { label, scores, margin } = predict(model, sample)
  if (margin < 3 * logit(model.dense) && random.below(3) > 0) {
    return scores.findIndex((_, k) => k !== label)
  }
  return random.below(labels)
}

function atLimit(model: TailPerceptron, id: number): boolean {
  const values = model.tail.get(placeOf(model.dense.labels, id))?.values
  return values?.some(value => Math.abs(value) === 16_383) ?? false
}

function row({ features, ids }: TailSample, label: number, lesson: number | null): Hex {
  const tail = packSample({ features: new Int8Array(0), ids })
  return concat([
    byte(lesson === null ? 0 : 1),
    byte(label),
    byte(ids.length),
    numberToHex(lesson ?? 0, { size: 2 }),
    packSample({ features, ids: [] }),
    padHex(tail, { dir: 'right', size: 2 * MAX_IDS }),
  ])
}

/** The dense words with their counters, and for each id the word it is in. */
function state(model: TailPerceptron, { ids }: TailSample): Hex {
  const { samplesSeen, halvings } = model.dense
  const stats = { ...emptyStats, samplesSeen, halvings, lastUpdate: TIME }
  const dense = pack({ ...model, tail: new Map() }, stats)
  const tail = ids.map(id => tailWord(model, placeOf(model.dense.labels, id)))
  return concat([...dense, ...tail].map(word))
}

function word(value: bigint): Hex {
  return numberToHex(value, { size: 32 })
}

function int(value: number): Hex {
  return numberToHex(value, { size: 32, signed: true })
}

function byte(value: number): Hex {
  return numberToHex(value, { size: 1 })
}

mkdirSync(dirname(vectorFile), { recursive: true })
writeFileSync(vectorFile, generateVectors())
