import {
  add4,
  addFloats,
  addWords,
  assemble,
  constant,
  get,
  I32,
  isBelow,
  lane,
  load4,
  loadWord,
  loop,
  multiply4,
  set,
  spread,
  store4,
  storeFloat,
  V128,
  zero4,
} from './wasm.ts'

/** Floats per word vector. */
export const WIDTH = 128
/** The centre word and its negative samples. */
export const TARGETS = 9
/** Most words around a centre. */
export const MOST_AROUND = 10

const ROW_BYTES = 4 * WIDTH
const AROUND_AT = 0
const TARGETS_AT = 64
const GRADES_AT = 128
const GRADES_STEP = 4 * TARGETS
const VECTORS_AT = 4096
const PAGE = 65_536

/** Word vectors in the memory of a kernel that trains them one window at a time. */
export interface WindowKernel {
  /** `words × WIDTH`: the vectors wanted. */
  readonly inner: Float32Array
  /** `words × WIDTH`: the vectors that they are matched with. */
  readonly outer: Float32Array
  /** `grades[c × TARGETS + t]`: after `match`, the product of vectors; for `learn`, the step along each. */
  readonly grades: Float32Array
  /** Says which words stand around the centre. */
  setAround(index: number, word: number): void
  /** Says which words they are matched with. */
  setTarget(index: number, word: number): void
  /** Fills `grades` with `inner[around c] · outer[target t]`. */
  match(around: number): void
  /** Adds `grades × outer` to the inner vectors and `grades × inner` to the outer ones. */
  learn(around: number): void
}

/** A kernel for so many words, all vectors 0. */
export function createWindowKernel(words: number): WindowKernel {
  const pages = Math.ceil((VECTORS_AT + 2 * words * ROW_BYTES) / PAGE)
  const module = new WebAssembly.Module(assemble([matchFunction(), learnFunction()], pages))
  const { exports } = new WebAssembly.Instance(module)
  const { buffer } = exports.memory as WebAssembly.Memory
  const around = new Int32Array(buffer, AROUND_AT, MOST_AROUND)
  const targets = new Int32Array(buffer, TARGETS_AT, TARGETS)
  const outerAt = VECTORS_AT + words * ROW_BYTES
  return {
    inner: new Float32Array(buffer, VECTORS_AT, words * WIDTH),
    outer: new Float32Array(buffer, outerAt, words * WIDTH),
    grades: new Float32Array(buffer, GRADES_AT, MOST_AROUND * TARGETS),
    setAround: (index, word) => {
      around[index] = VECTORS_AT + word * ROW_BYTES
    },
    setTarget: (index, word) => {
      targets[index] = outerAt + word * ROW_BYTES
    },
    match: exports.match as (around: number) => void,
    learn: exports.learn as (around: number) => void,
  }
}

// Locals of both functions: 0 how many words around, 1 which of them, 2 where its grades are, 3 its
// vector, 4 to 12 the targets' vectors.
const AROUND = 0
const INDEX = 1
const GRADES = 2
const VECTOR = 3
const TARGET = 4
const ADDRESSES = new Array<number>(3 + TARGETS).fill(I32)
const EACH_TARGET = Array.from({ length: TARGETS }, (_, t) => t)

/** `index`-th of the addresses kept from `at` on, into a local. */
const fetchAddress = (at: number, index: number, local: number) => [
  ...constant(at + 4 * index),
  ...loadWord(0),
  ...set(local),
]

const fetchTargets = EACH_TARGET.flatMap(t => fetchAddress(TARGETS_AT, t, TARGET + t))

/** Sets INDEX (in bytes), GRADES to the first word around. */
const firstAround = [...constant(0), ...set(INDEX), ...constant(GRADES_AT), ...set(GRADES)]

/** Goes to the next word around; leaves whether there is one. AROUND counts bytes by now. */
const nextAround = [
  ...[...get(GRADES), ...constant(GRADES_STEP), ...addWords, ...set(GRADES)],
  ...[...get(INDEX), ...constant(4), ...addWords, ...set(INDEX)],
  ...[...get(INDEX), ...get(AROUND), ...isBelow],
]

/** AROUND becomes a number of bytes. */
const aroundInBytes = [
  ...[...get(AROUND), ...get(AROUND), ...addWords, ...set(AROUND)],
  ...[...get(AROUND), ...get(AROUND), ...addWords, ...set(AROUND)],
]

function matchFunction() {
  const part = TARGET + TARGETS
  const sum = (t: number) => part + 1 + t
  const blocks = Array.from({ length: WIDTH / 4 }, (_, k) => [
    ...[...get(VECTOR), ...load4(16 * k), ...set(part)],
    ...EACH_TARGET.flatMap(t => [
      ...[...get(sum(t)), ...get(part), ...get(TARGET + t), ...load4(16 * k)],
      ...[...multiply4, ...add4, ...set(sum(t))],
    ]),
  ]).flat()
  const lanes = (t: number) => [
    ...[...get(sum(t)), ...lane(0), ...get(sum(t)), ...lane(1), ...addFloats],
    ...[...get(sum(t)), ...lane(2), ...get(sum(t)), ...lane(3), ...addFloats, ...addFloats],
  ]
  const body = [
    ...aroundInBytes,
    ...fetchTargets,
    ...firstAround,
    ...loop([
      ...[...get(INDEX), ...loadWord(AROUND_AT), ...set(VECTOR)],
      ...EACH_TARGET.flatMap(t => [...zero4, ...set(sum(t))]),
      ...blocks,
      ...EACH_TARGET.flatMap(t => [...get(GRADES), ...lanes(t), ...storeFloat(4 * t)]),
      ...nextAround,
    ]),
  ]
  const locals = [...ADDRESSES, ...new Array<number>(1 + TARGETS).fill(V128)]
  return { name: 'match', params: [I32], locals, body }
}

function learnFunction() {
  const offset = TARGET + TARGETS
  const part = offset + 1
  const grade = part + 1
  const change = grade + 1
  const before = (t: number) => change + 1 + t
  const after = (t: number) => change + 1 + TARGETS + t
  const body = [
    ...aroundInBytes,
    ...fetchTargets,
    ...[...constant(0), ...set(offset)],
    ...loop([
      ...EACH_TARGET.flatMap(t => [
        ...[...get(TARGET + t), ...get(offset), ...addWords, ...load4(0), ...set(before(t))],
        ...[...get(before(t)), ...set(after(t))],
      ]),
      ...firstAround,
      ...loop([
        ...[...get(INDEX), ...loadWord(AROUND_AT), ...get(offset), ...addWords, ...set(VECTOR)],
        ...[...get(VECTOR), ...load4(0), ...set(part), ...get(part), ...set(change)],
        ...EACH_TARGET.flatMap(t => [
          ...[...get(GRADES), ...spread(4 * t), ...set(grade)],
          ...[
            ...get(change),
            ...get(grade),
            ...get(before(t)),
            ...multiply4,
            ...add4,
            ...set(change),
          ],
          ...[
            ...get(after(t)),
            ...get(grade),
            ...get(part),
            ...multiply4,
            ...add4,
            ...set(after(t)),
          ],
        ]),
        ...[...get(VECTOR), ...get(change), ...store4(0)],
        ...nextAround,
      ]),
      ...EACH_TARGET.flatMap(t => [
        ...[...get(TARGET + t), ...get(offset), ...addWords, ...get(after(t)), ...store4(0)],
      ]),
      ...[...get(offset), ...constant(16), ...addWords, ...set(offset)],
      ...[...get(offset), ...constant(ROW_BYTES), ...isBelow],
    ]),
  ]
  const locals = [...ADDRESSES, I32, ...new Array<number>(3 + 2 * TARGETS).fill(V128)]
  return { name: 'learn', params: [I32], locals, body }
}
