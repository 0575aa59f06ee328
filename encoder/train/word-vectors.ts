import { Random } from './random.ts'
import { type CountedCorpus, LINE_END } from './vocabulary.ts'
import {
  createWindowKernel,
  MOST_AROUND,
  TARGETS,
  WIDTH,
  type WindowKernel,
} from './window-kernel.ts'

/** How word vectors are trained. */
export interface WordVectorPlan {
  readonly seed: number
  readonly epochs: number
  /** First step; falls to 0. */
  readonly rate: number
  /** Words more frequent than this share are thinned out. */
  readonly sample: number
}

const WINDOW = MOST_AROUND / 2
const BLOCK = 20_000
const NOISE_TABLE = 1 << 22
const NOISE_POWER = 0.75
const SIGMOID_STEPS = 4096
const SIGMOID_LIMIT = 8

/**
 * Skip-gram vectors with negative samples shared by a window.
 * @returns `words × WIDTH`
 */
export function trainWordVectors(
  corpus: CountedCorpus,
  plan: WordVectorPlan,
  say: (line: string) => void,
): Float32Array {
  const random = new Random(plan.seed)
  const kernel = createWindowKernel(corpus.words.length)
  for (let i = 0; i < kernel.inner.length; i++) kernel.inner[i] = (random.unit() - 0.5) / WIDTH
  const keep = keepShares(corpus, plan.sample)
  const noise = noiseTable(corpus.counts)
  const blocks = cutBlocks(corpus)
  const all = plan.epochs * blocks.reduce((sum, block) => sum + block.length, 0)
  const line = new Int32Array(BLOCK)
  let done = 0
  let told = 0
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    for (const block of random.shuffle(blocks)) {
      const rate = plan.rate * Math.max(1e-4, 1 - done / all)
      let length = 0
      for (const word of block) {
        if (word === LINE_END) {
          trainLine(kernel, line, length, noise, rate, random)
          length = 0
        } else if (word >= 0 && random.unit() < keep[word]!) line[length++] = word
      }
      trainLine(kernel, line, length, noise, rate, random)
      done += block.length
      if (done - told > all / 20) {
        told = done
        say(`  ${Math.floor((100 * done) / all)} %`)
      }
    }
  }
  return kernel.inner.slice()
}

function trainLine(
  kernel: WindowKernel,
  line: Int32Array,
  length: number,
  noise: Int32Array,
  rate: number,
  random: Random,
): void {
  for (let at = 0; at < length; at++) {
    const reach = 1 + random.below(WINDOW)
    const first = Math.max(0, at - reach)
    const last = Math.min(length - 1, at + reach)
    let around = 0
    for (let k = first; k <= last; k++) if (k !== at) kernel.setAround(around++, line[k]!)
    if (around === 0) continue
    const centre = line[at]!
    kernel.setTarget(0, centre)
    for (let t = 1; t < TARGETS; t++) {
      let word = noise[random.next() & (NOISE_TABLE - 1)]!
      while (word === centre) word = noise[random.next() & (NOISE_TABLE - 1)]!
      kernel.setTarget(t, word)
    }
    kernel.match(around)
    const { grades } = kernel
    for (let g = 0; g < around * TARGETS; g++) {
      const wanted = g % TARGETS === 0 ? 1 : 0
      grades[g] = rate * (wanted - sigmoid(grades[g]!))
    }
    kernel.learn(around)
  }
}

const sigmoids = Float32Array.from({ length: SIGMOID_STEPS + 1 }, (_, i) => {
  const x = ((2 * i) / SIGMOID_STEPS - 1) * SIGMOID_LIMIT
  return 1 / (1 + Math.exp(-x))
})

function sigmoid(x: number): number {
  if (x >= SIGMOID_LIMIT) return 1
  if (x <= -SIGMOID_LIMIT) return 0
  return sigmoids[((x / SIGMOID_LIMIT + 1) * (SIGMOID_STEPS / 2)) | 0]!
}

/** The share of each word's places that is kept: √(sample / frequency), at most 1. */
function keepShares({ counts, total }: CountedCorpus, sample: number): Float32Array {
  return Float32Array.from(counts, count => Math.min(1, Math.sqrt((sample * total) / count)))
}

/** Word numbers, each as often as its count^0.75 says. */
function noiseTable(counts: Float64Array): Int32Array {
  const weights = counts.map(count => count ** NOISE_POWER)
  const sum = weights.reduce((a, b) => a + b, 0)
  const table = new Int32Array(NOISE_TABLE)
  let word = 0
  let reached = weights[0]! / sum
  for (let i = 0; i < NOISE_TABLE; i++) {
    while (i / NOISE_TABLE > reached && word < weights.length - 1) reached += weights[++word]! / sum
    table[i] = word
  }
  return table
}

/** Blocks of whole lines, repeats included, to be read in any order. */
function cutBlocks({ parts }: CountedCorpus): Int32Array[] {
  const blocks: Int32Array[] = []
  for (const { stream, repeats } of parts) {
    const cut: Int32Array[] = []
    let from = 0
    for (let i = 0; i < stream.length; i++) {
      const isLong = i + 1 - from >= BLOCK
      if (isLong || i === stream.length - 1) {
        cut.push(stream.subarray(from, i + 1))
        from = i + 1
      }
    }
    for (let r = 0; r < repeats; r++) blocks.push(...cut)
  }
  return blocks
}
