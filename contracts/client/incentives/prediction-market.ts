import {
  type Address,
  type Client,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  hexToBytes,
  keccak256,
  numberToHex,
  parseAbiParameters,
  size,
  slice,
  zeroAddress,
} from 'viem'
import { readContract } from 'viem/actions'
import { predictionMarketAbi } from '../../abi/generated/prediction-market.ts'
import { field } from '../bits.ts'
import { packFeatures, unpackFeatures } from '../features.ts'
import type { Call } from '../types.ts'

// The rule and its reasons: src/interfaces/IPredictionMarket.sol.

/**
 * The rules of a market: `IPredictionMarket.Terms`. Times in seconds, amounts in wei (or the token's
 * smallest units). The paper's own setting: `groupSize` 1, `stake` = `roundPay`, `cancelBurn` 0.
 */
export interface PredictionMarketTerms {
  readonly incentive: 'prediction-market'
  /** For each contribution; at least `roundPay / groupSize`, rounded up. */
  readonly stake: bigint
  /** The most that one round pays. The bounty is `rounds` times as much. */
  readonly roundPay: bigint
  readonly rounds: number
  /** Contributions scored together. */
  readonly groupSize: number
  /** Parts of the test set, 2 to 255. */
  readonly parts: number
  /** How many of them the draw shows. */
  readonly shownParts: number
  /** Samples in every part. */
  readonly partSize: number
  /** 256ths of the bounty that are destroyed if the market does not open. */
  readonly cancelBurn: number
  /** Joining ends with so many contributions. */
  readonly maxContributions: number
  /** From the offer until the drawn parts must have been shown. */
  readonly showTime: number
  /** From then until joining ends. */
  readonly joinTime: number
  /** From the end of joining until contributions must have been revealed. */
  readonly revealTime: number
  /** From then until the provider must have opened all other parts. */
  readonly answerTime: number
}

const DAY = 24 * 3600

/** What simulation recommends for a bounty: research/mechanisms.md, sections C and E. */
export function recommendedTerms(bounty: bigint, unit: bigint): PredictionMarketTerms {
  const rounds = 25
  // Whole units, rounded down: the bounty may come out a little smaller.
  const roundPay = (bounty / BigInt(rounds) / unit) * unit
  return {
    incentive: 'prediction-market',
    stake: roundPay,
    roundPay,
    rounds,
    groupSize: 10,
    parts: 100,
    shownParts: 10,
    partSize: 4,
    cancelBurn: 26,
    maxContributions: 1000,
    showTime: DAY,
    joinTime: 14 * DAY,
    revealTime: 3 * DAY,
    answerTime: 7 * DAY,
  }
}

type Field = keyof Omit<PredictionMarketTerms, 'incentive'>

/** Fields of the two words with their bits, from the lowest on: src/types/MarketTerms.sol. */
const FIRST: readonly (readonly [Field, number])[] = [
  ['stake', 40],
  ['roundPay', 40],
  ['rounds', 8],
  ['groupSize', 8],
  ['parts', 8],
  ['shownParts', 8],
  ['partSize', 8],
  ['cancelBurn', 8],
  ['maxContributions', 16],
  ['showTime', 32],
  ['joinTime', 32],
  ['revealTime', 32],
]
const SECOND: readonly (readonly [Field, number])[] = [['answerTime', 32]]

/** Terms from their two words. @param unit Wei that amounts are counted in. */
export function unpackMarketTerms(
  [first, second]: readonly [bigint, bigint],
  unit: bigint,
): PredictionMarketTerms {
  const values = { ...fieldsOf(first, FIRST), ...fieldsOf(second, SECOND) } as Record<Field, bigint>
  const { stake, roundPay, ...counts } = values
  const numbers = Object.fromEntries(
    Object.entries(counts).map(([name, value]) => [name, Number(value)]),
  ) as Record<Exclude<Field, 'stake' | 'roundPay'>, number>
  return {
    incentive: 'prediction-market',
    stake: stake * unit,
    roundPay: roundPay * unit,
    ...numbers,
  }
}

/**
 * The reverse of `unpackMarketTerms`.
 * @throws RangeError on amounts that are no multiple of the unit, and on what its bits do not hold
 */
export function packMarketTerms(terms: PredictionMarketTerms, unit: bigint): [bigint, bigint] {
  return [wordOf(terms, FIRST, unit), wordOf(terms, SECOND, unit)]
}

/** Wei that the provider deposits. */
export function bountyOf({ rounds, roundPay }: PredictionMarketTerms): bigint {
  return BigInt(rounds) * roundPay
}

/** A text as features and the label that somebody holds right. */
export interface LabelledSample {
  readonly features: Int8Array
  readonly label: number
}

/** A part of a test set. Whoever knows the salt can test guesses about the samples. */
export interface Part {
  /** 32 random bytes, secret until the part is revealed. */
  readonly salt: Hex
  readonly samples: readonly LabelledSample[]
}

/** 32 random bytes. */
export function randomSalt(): Hex {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `0x${Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')}`
}

/** The bytes that the provider reveals: salt, then each sample's length, label and features. */
export function packPart({ salt, samples }: Part): Hex {
  if (size(salt) !== 32) throw new RangeError(`a salt of ${size(salt)} bytes instead of 32`)
  const packed = samples.map(({ features, label }) =>
    concat([
      numberToHex(features.length, { size: 2 }),
      numberToHex(label, { size: 1 }),
      packFeatures(features),
    ]),
  )
  return concat([salt, ...packed])
}

/** The reverse of `packPart`. @throws RangeError if the lengths do not fit. */
export function unpackPart(part: Hex): Part {
  const bytes = hexToBytes(part)
  const samples: LabelledSample[] = []
  let at = 32
  while (at < bytes.length) {
    const from = at + 3
    const end = from + (bytes[at]! << 8) + (bytes[at + 1] ?? 0)
    if (end > bytes.length) throw new RangeError('the part ends within a sample')
    samples.push({ label: bytes[at + 2]!, features: unpackFeatures(slicePart(part, from, end)) })
    at = end
  }
  if (at !== bytes.length) throw new RangeError(`a part of ${bytes.length} bytes`)
  return { salt: slice(part, 0, 32), samples }
}

/** What the provider commits to. */
export function hashPart(part: Part): Hex {
  return keccak256(packPart(part))
}

/**
 * Parts of a test set, in order, each with a fresh salt.
 * @param samples As many as the terms have parts, times their size.
 * @throws RangeError on another number of samples
 */
export function splitTestSet(
  samples: readonly LabelledSample[],
  terms: Pick<PredictionMarketTerms, 'parts' | 'partSize'>,
): Part[] {
  const { parts, partSize } = terms
  if (samples.length !== parts * partSize) {
    throw new RangeError(`${samples.length} samples instead of ${parts} parts of ${partSize}`)
  }
  return Array.from({ length: parts }, (_, p) => ({
    salt: randomSalt(),
    samples: samples.slice(p * partSize, (p + 1) * partSize),
  }))
}

/** A contribution before it is revealed. The salt must be kept: without it the stake is lost. */
export interface SecretContribution extends LabelledSample {
  readonly market: Address
  readonly contributor: Address
  /** 32 random bytes, secret until the contribution is revealed. */
  readonly salt: Hex
}

const commitmentParameters = parseAbiParameters('address, address, bytes32, uint8, bytes32')

/** What a contributor commits to. */
export function commitmentOf(contribution: SecretContribution): Hex {
  const { market, contributor, features, label, salt } = contribution
  return keccak256(
    encodeAbiParameters(commitmentParameters, [
      market,
      contributor,
      keccak256(packFeatures(features)),
      label,
      salt,
    ]),
  )
}

/** What the contract keeps of a contribution that was revealed. */
export function digestOf({ features, label }: LabelledSample): Hex {
  return keccak256(concat([packFeatures(features), numberToHex(label, { size: 1 })]))
}

const PHASES = [
  'offering',
  'drawing',
  'showing',
  'failed',
  'joining',
  'revealing',
  'deserted',
  'answering',
  'overdue',
  'rewarding',
  'finished',
  'defaulted',
  'cancelled',
] as const

/** Where a market stands, who must act, and until when (seconds of chain time). */
export type MarketState =
  /** The provider has not offered yet. */
  | { readonly kind: 'offering'; readonly actor: 'provider' }
  /** `draw` after the block, within 256 blocks. */
  | {
      readonly kind: 'drawing'
      readonly actor: 'anyone'
      readonly drawBlock: bigint
      readonly until: number
    }
  /** The provider must show the drawn parts that are missing. */
  | {
      readonly kind: 'showing'
      readonly actor: 'provider'
      readonly missing: readonly number[]
      readonly until: number
    }
  /** Something came too late before anybody could join; the provider cancels. */
  | { readonly kind: 'failed'; readonly actor: 'provider' }
  | {
      readonly kind: 'joining'
      readonly actor: 'contributors'
      readonly committed: number
      readonly until: number
    }
  /** Who joined must reveal, or loses the stake. */
  | {
      readonly kind: 'revealing'
      readonly actor: 'contributors'
      readonly committed: number
      readonly revealed: number
      readonly until: number
    }
  /** Nobody joined or nobody revealed; the provider cancels. */
  | { readonly kind: 'deserted'; readonly actor: 'provider' }
  /** The provider must open the other parts, or loses the bounty. */
  | {
      readonly kind: 'answering'
      readonly actor: 'provider'
      readonly missing: readonly number[]
      readonly until: number
    }
  /** The provider did not: `expire`. */
  | { readonly kind: 'overdue'; readonly actor: 'anyone' }
  /** `advance`. */
  | { readonly kind: 'rewarding'; readonly actor: 'anyone' }
  /** `claim`. */
  | { readonly kind: 'finished'; readonly actor: 'anyone' }
  /** The bounty is the contributors': `claim`. */
  | { readonly kind: 'defaulted'; readonly actor: 'anyone' }
  | { readonly kind: 'cancelled'; readonly actor: 'nobody' }

/** As `IPredictionMarket.state` gives it. */
export interface RawMarketState {
  readonly phase: number
  readonly until: bigint
  readonly drawBlock: bigint
  readonly drawn: bigint
  readonly revealedParts: bigint
  readonly committed: bigint
  readonly revealed: bigint
}

/**
 * What a raw state means.
 * @param parts How many parts the terms say.
 * @throws RangeError on a phase that this version does not know
 */
export function marketState(raw: RawMarketState, parts: number): MarketState {
  const kind = PHASES[raw.phase]
  if (kind === undefined) throw new RangeError(`phase ${raw.phase}`)
  const until = Number(raw.until)
  const committed = Number(raw.committed)
  switch (kind) {
    case 'offering':
    case 'failed':
    case 'deserted':
      return { kind, actor: 'provider' }
    case 'drawing':
      return { kind, actor: 'anyone', drawBlock: raw.drawBlock, until }
    case 'showing':
      return { kind, actor: 'provider', missing: missingParts(raw, parts, true), until }
    case 'answering':
      return { kind, actor: 'provider', missing: missingParts(raw, parts, false), until }
    case 'joining':
      return { kind, actor: 'contributors', committed, until }
    case 'revealing':
      return { kind, actor: 'contributors', committed, revealed: Number(raw.revealed), until }
    case 'overdue':
    case 'rewarding':
    case 'finished':
    case 'defaulted':
      return { kind, actor: 'anyone' }
    case 'cancelled':
      return { kind, actor: 'nobody' }
  }
}

/** Numbers of the parts that the draw picked. */
export function drawnParts({ drawn }: Pick<RawMarketState, 'drawn'>, parts: number): number[] {
  return Array.from({ length: parts }, (_, i) => i).filter(i => bit(drawn, i))
}

const STATUSES = ['committed', 'alive', 'dropped', 'paid'] as const

/** A contribution as the contract keeps it. */
export type MarketContribution =
  | { readonly status: 'committed'; readonly commitment: Hex }
  | {
      /** Dropped: went broke, and is no longer learnt. Paid: the balance was paid out. */
      readonly status: 'alive' | 'dropped' | 'paid'
      readonly digest: Hex
      readonly contributor: Address
      /** Wei. The stake until the reward is computed. */
      readonly balance: bigint
      readonly label: number
    }

/** A contribution from its two words. @throws RangeError on a status that this version does not know */
export function decodeContribution(
  [digestWord, word]: readonly [bigint, bigint],
  unit: bigint,
): MarketContribution {
  const digest = numberToHex(digestWord, { size: 32 })
  const status = STATUSES[Number(field(word, 224, 8))]
  if (status === undefined) throw new RangeError(`status ${field(word, 224, 8)}`)
  if (status === 'committed') return { status, commitment: digest }
  return {
    status,
    digest,
    contributor: numberToHex(field(word, 0, 160), { size: 20 }),
    balance: field(word, 160, 56) * unit,
    label: Number(field(word, 216, 8)),
  }
}

const STEPS = ['freeze', 'learn', 'score', 'settle', 'restore', 'done'] as const

/** How far the reward is computed. */
export interface MarketComputation {
  /** What comes next; only `learn` needs features. */
  readonly step: (typeof STEPS)[number]
  /** Passes that are over. */
  readonly pass: number
  /** Rounds not yet paid. */
  readonly roundsLeft: number
  /** Contributions learnt of the present group. */
  readonly members: number
  /** The next contribution to learn or settle. */
  readonly next: number
  /** Contributions that are not dropped. */
  readonly alive: number
  /** Mean loss of the starter model, 0 to 1 in units of 1 / 4T, times the scored samples. */
  readonly initialLoss: bigint
  /** The same before the present group. */
  readonly lossBefore: bigint
}

/** A computation from its two words. */
export function decodeComputation([word, losses]: readonly [bigint, bigint]): MarketComputation {
  const step = STEPS[Number(field(word, 0, 8))]
  if (step === undefined) throw new RangeError(`step ${field(word, 0, 8)}`)
  return {
    step,
    pass: Number(field(word, 8, 8)),
    roundsLeft: Number(field(word, 16, 8)),
    members: Number(field(word, 32, 8)),
    next: Number(field(word, 48, 16)),
    alive: Number(field(word, 80, 16)),
    initialLoss: field(losses, 0, 80),
    lossBefore: field(losses, 80, 80),
  }
}

/** What the mirror needs of a model: its rule, and a model that is never changed in place. */
export interface MarketTwin<M> {
  /** Score of the label minus the best other one. */
  readonly margin: (model: M, features: Int8Array, label: number) => number
  /** The model after a sample; the one given stays as it is. */
  readonly learn: (model: M, features: Int8Array, label: number) => M
  /** T, the difference of scores that stands for one logit. */
  readonly logit: (model: M) => number
}

export interface RewardInput<M> {
  readonly twin: MarketTwin<M>
  /** The starter model. */
  readonly model: M
  readonly terms: PredictionMarketTerms
  /** Wei that amounts are counted in. */
  readonly unit: bigint
  /** Samples of the parts that were not drawn. */
  readonly scored: readonly LabelledSample[]
  /** In the order in which they joined; null where one was not revealed. */
  readonly contributions: readonly (LabelledSample | null)[]
}

export interface Reward<M> {
  /** What each contribution is owed, wei; null where it was not revealed: its stake is lost. */
  readonly balances: readonly (bigint | null)[]
  /** Contributions that went broke. */
  readonly dropped: readonly boolean[]
  /** Wei that the provider gets back. */
  readonly providerRest: bigint
  /** Wei that are destroyed: stakes not revealed, and what contributors lost in all. */
  readonly destroyed: bigint
  /** The model of those who were not dropped. */
  readonly model: M
  /** How often the contributions were gone through. */
  readonly passes: number
}

/** Sum over samples of clip(2T − m, 0, 4T): the loss in 1 / 4T. */
export function lossOf<M>(
  twin: MarketTwin<M>,
  model: M,
  samples: readonly LabelledSample[],
): bigint {
  const one = twin.logit(model)
  let sum = 0
  for (const { features, label } of samples) {
    sum += Math.min(Math.max(2 * one - twin.margin(model, features, label), 0), 4 * one)
  }
  return BigInt(sum)
}

/** The whole reward as the contract computes it, to the wei. */
export function computeReward<M>(input: RewardInput<M>): Reward<M> {
  const { terms, unit, contributions } = input
  const stake = terms.stake / unit
  const cost = ceilDiv(terms.roundPay / unit, BigInt(terms.groupSize))
  const balances = contributions.map(contribution => (contribution === null ? null : stake))
  const alive = contributions.map(contribution => contribution !== null)
  let { model } = input
  let roundsLeft = terms.rounds
  let passes = 0
  while (roundsLeft > 0) {
    const members = indicesOf(alive)
    if (members.length === 0) {
      model = input.model
      break
    }
    const pass = computePass(input, members)
    model = pass.model
    const rounds = playableRounds(pass.groups, balances, cost, roundsLeft)
    for (const { members: group, pay } of pass.groups) {
      for (const i of group) balances[i]! += pay * BigInt(rounds)
    }
    roundsLeft -= rounds
    passes++
    if (roundsLeft === 0) break
    for (const i of members) if (balances[i]! < cost) alive[i] = false
  }
  const revealed = balances.filter(balance => balance !== null)
  const spent = revealed.reduce((sum, balance) => sum + balance - stake, 0n)
  const hidden = BigInt(balances.length - revealed.length)
  const positive = spent > 0n ? spent : 0n
  return {
    balances: balances.map(balance => (balance === null ? null : balance * unit)),
    dropped: balances.map((balance, i) => balance !== null && !alive[i]),
    providerRest: bountyOf(terms) - positive * unit,
    destroyed: (hidden * stake + positive - spent) * unit,
    model,
    passes,
  }
}

interface Group {
  readonly members: readonly number[]
  /** Units that each member earns by a round. */
  readonly pay: bigint
}

/** One round of the present cast. */
function computePass<M>(
  { twin, model: starter, terms, unit, scored, contributions }: RewardInput<M>,
  members: readonly number[],
): { readonly groups: readonly Group[]; readonly model: M } {
  const scale = BigInt(4 * twin.logit(starter) * scored.length * terms.groupSize)
  const groups: Group[] = []
  let model = starter
  let before = lossOf(twin, model, scored)
  for (let from = 0; from < members.length; from += terms.groupSize) {
    const group = members.slice(from, from + terms.groupSize)
    for (const i of group) {
      const { features, label } = contributions[i]!
      model = twin.learn(model, features, label)
    }
    const after = lossOf(twin, model, scored)
    groups.push({
      members: group,
      pay: floorDiv((terms.roundPay / unit) * (before - after), scale),
    })
    before = after
  }
  return { groups, model }
}

/** Until the first contribution cannot pay another round, or none is left. */
function playableRounds(
  groups: readonly Group[],
  balances: readonly (bigint | null)[],
  cost: bigint,
  roundsLeft: number,
): number {
  let rounds = BigInt(roundsLeft)
  for (const { members, pay } of groups) {
    if (pay >= 0n) continue
    for (const i of members) {
      const possible = (balances[i]! - cost) / -pay + 1n
      if (possible < rounds) rounds = possible
    }
  }
  return Number(rounds)
}

export interface Market {
  readonly state: MarketState
  readonly raw: RawMarketState
  readonly computation: MarketComputation
}

/** Reads where a market stands. @throws viem's errors */
export async function readMarket(
  client: Client,
  address: Address,
  { parts }: Pick<PredictionMarketTerms, 'parts'>,
): Promise<Market> {
  const read = { address, abi: predictionMarketAbi } as const
  const [raw, words] = await Promise.all([
    readContract(client, { ...read, functionName: 'state' }),
    readContract(client, { ...read, functionName: 'computation' }),
  ])
  return { state: marketState(raw, parts), raw, computation: decodeComputation(words) }
}

/** Contributions per call; one costs a node some 5,000 gas. */
const CONTRIBUTIONS_PER_CALL = 500

/** All contributions of a market, in the order in which they joined. @throws viem's errors */
export async function readMarketContributions(
  client: Client,
  address: Address,
  unit: bigint,
): Promise<MarketContribution[]> {
  const found: MarketContribution[] = []
  for (;;) {
    const words = await readContract(client, {
      address,
      abi: predictionMarketAbi,
      functionName: 'contributions',
      args: [BigInt(found.length), BigInt(CONTRIBUTIONS_PER_CALL)],
    })
    found.push(...words.map(pair => decodeContribution(pair, unit)))
    if (words.length < CONTRIBUTIONS_PER_CALL) return found
  }
}

/** The samples of all parts that were opened to be scored. @throws viem's errors, RangeError */
export async function readScoredSamples(
  client: Client,
  address: Address,
  raw: Pick<RawMarketState, 'drawn' | 'revealedParts'>,
): Promise<LabelledSample[]> {
  const samples: LabelledSample[] = []
  for (let i = 0; i < 256; i++) {
    if (!bit(raw.revealedParts, i) || bit(raw.drawn, i)) continue
    const part = await readContract(client, {
      address,
      abi: predictionMarketAbi,
      functionName: 'part',
      args: [BigInt(i)],
    })
    samples.push(...unpackPart(part).samples)
  }
  return samples
}

/** Deposits the bounty and commits to a test set. @param token What is paid in; default: ether. */
export function offerCall(
  address: Address,
  parts: readonly Part[],
  terms: PredictionMarketTerms,
  token: Address = zeroAddress,
): Call {
  return {
    to: address,
    value: token === zeroAddress ? bountyOf(terms) : 0n,
    data: encodeFunctionData({
      abi: predictionMarketAbi,
      functionName: 'offer',
      args: [parts.map(hashPart)],
    }),
  }
}

/** Picks the parts to show. */
export function drawCall(address: Address): Call {
  return callOf(address, encodeFunctionData({ abi: predictionMarketAbi, functionName: 'draw' }))
}

/** Shows a drawn part, or opens one to be scored. */
export function revealPartCall(address: Address, index: number, part: Part): Call {
  return callOf(
    address,
    encodeFunctionData({
      abi: predictionMarketAbi,
      functionName: 'revealPart',
      args: [BigInt(index), packPart(part)],
    }),
  )
}

/** Ends a market that did not open or has no contributions. */
export function cancelCall(address: Address): Call {
  return callOf(address, encodeFunctionData({ abi: predictionMarketAbi, functionName: 'cancel' }))
}

/** Stakes on contributions of the sender's. @param token What is paid in; default: ether. */
export function joinCall(
  contributions: readonly [SecretContribution, ...SecretContribution[]],
  { stake }: Pick<PredictionMarketTerms, 'stake'>,
  token: Address = zeroAddress,
): Call {
  return {
    to: contributions[0].market,
    value: token === zeroAddress ? stake * BigInt(contributions.length) : 0n,
    data: encodeFunctionData({
      abi: predictionMarketAbi,
      functionName: 'join',
      args: [contributions.map(commitmentOf)],
    }),
  }
}

/** Reveals a contribution of the sender's. @param index Its number, from the event of joining. */
export function revealCall(index: number, contribution: SecretContribution): Call {
  const { market, features, label, salt } = contribution
  return callOf(
    market,
    encodeFunctionData({
      abi: predictionMarketAbi,
      functionName: 'reveal',
      args: [BigInt(index), packFeatures(features), label, salt],
    }),
  )
}

/** Gives the bounty of a provider who did not answer to the contributors. */
export function expireCall(address: Address): Call {
  return callOf(address, encodeFunctionData({ abi: predictionMarketAbi, functionName: 'expire' }))
}

/** Goes on with the computation. @param features Of the contributions to be learnt next. */
export function advanceCall(
  address: Address,
  features: readonly Int8Array[],
  maxSteps: number,
): Call {
  return callOf(
    address,
    encodeFunctionData({
      abi: predictionMarketAbi,
      functionName: 'advance',
      args: [features.map(packFeatures), BigInt(maxSteps)],
    }),
  )
}

/** Pays contributors what they are owed. @param indices Revealed and not yet paid. */
export function claimCall(address: Address, indices: readonly number[]): Call {
  return callOf(
    address,
    encodeFunctionData({
      abi: predictionMarketAbi,
      functionName: 'claim',
      args: [indices.map(BigInt)],
    }),
  )
}

/** What one call of `advance` should be given. */
export interface Piece {
  /** Numbers of the contributions whose features it takes, in order. */
  readonly learns: readonly number[]
  readonly steps: number
}

/**
 * The next piece of a computation, of so many steps or fewer. Null once all is computed.
 * @param contributions All of them, as read at the same block as the computation.
 */
export function nextPiece(
  computation: MarketComputation,
  contributions: readonly Pick<MarketContribution, 'status'>[],
  { groupSize }: Pick<PredictionMarketTerms, 'groupSize'>,
  steps: number,
): Piece | null {
  const { step, next, members } = computation
  if (step === 'done') return null
  if (step !== 'learn') return { learns: [], steps }
  const learns: number[] = []
  let taken = 0
  // To the end of the group at most: after it comes the scoring, which takes no features.
  while (next + taken < contributions.length && taken < steps) {
    const index = next + taken++
    if (contributions[index]!.status === 'alive') learns.push(index)
    if (members + learns.length === groupSize) break
  }
  return { learns, steps: taken }
}

function callOf(to: Address, data: Hex): Call {
  return { to, value: 0n, data }
}

function missingParts(raw: RawMarketState, parts: number, drawn: boolean): number[] {
  return Array.from({ length: parts }, (_, i) => i).filter(
    i => bit(raw.drawn, i) === drawn && !bit(raw.revealedParts, i),
  )
}

function slicePart(part: Hex, from: number, end: number): Hex {
  return from === end ? '0x' : slice(part, from, end)
}

function indicesOf(flags: readonly boolean[]): number[] {
  return flags.flatMap((flag, i) => (flag ? [i] : []))
}

function bit(word: bigint, at: number): boolean {
  return ((word >> BigInt(at)) & 1n) === 1n
}

function fieldsOf(word: bigint, fields: typeof FIRST): Partial<Record<Field, bigint>> {
  let at = 0
  const values: Partial<Record<Field, bigint>> = {}
  for (const [name, count] of fields) {
    values[name] = field(word, at, count)
    at += count
  }
  return values
}

function wordOf(terms: PredictionMarketTerms, fields: typeof FIRST, unit: bigint): bigint {
  let word = 0n
  let at = 0n
  for (const [name, count] of fields) {
    const value = terms[name]
    const whole = typeof value === 'bigint' ? inUnits(value, unit) : BigInt(value)
    if (whole < 0n || whole >> BigInt(count) !== 0n) {
      throw new RangeError(`${name} ${value} does not fit ${count} bits`)
    }
    word |= whole << at
    at += BigInt(count)
  }
  return word
}

function inUnits(amount: bigint, unit: bigint): bigint {
  if (amount % unit !== 0n) throw new RangeError(`${amount} is no multiple of ${unit}`)
  return amount / unit
}

function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b
}

/** Towards minus infinity, with b > 0. */
function floorDiv(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -((-a + b - 1n) / b)
}
