import {
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  getAddress,
  type Hex,
  hexToBigInt,
  isAddressEqual,
  keccak256,
  numberToHex,
  parseAbi,
  zeroAddress,
} from 'viem'
import { bondedChallengeAbi } from '../../abi/generated/bonded-challenge.ts'
import { bits, field } from '../bits.ts'
import type { Call } from '../types.ts'

// Layouts: src/types/BondTerms.sol, src/types/Claim.sol. Bonds are counted in the task's units
// (10^unitExponent wei, or of the token's smallest units), times in seconds of chain time.

const MAX_BOND = (1n << 40n) - 1n
const MAX_WAIT = 3650 * 86_400
const MAX_WINNER_SHARE = 128

/** What stands for the hash of a text that is not shown. */
export const NO_TEXT: Hex = `0x${'00'.repeat(32)}`

const STATUSES = ['open', 'disputed', 'asked', 'ruled', 'settled'] as const

/** The part of ERC-792 that a client needs. */
export const arbitratorAbi = parseAbi([
  'function arbitrationCost(bytes extraData) view returns (uint256 cost)',
])

/** The rules of a task whose labels people stake on. */
export interface BondTerms {
  /** Least bond of a first label, in units. */
  readonly minimumBond: bigint
  /** Seconds without a challenge after which a label is final. */
  readonly quietTime: number
  /** A challenge stakes at least this many times the bond it challenges. */
  readonly multiplier: number
  /** 256ths of a wrong bond for whoever overthrew it, at most 128; the rest is destroyed. */
  readonly winnerShare: number
  readonly arbitration: Arbitration | null
}

export interface Arbitration {
  /** An ERC-792 contract. */
  readonly arbitrator: Address
  /** How many challenges it takes before the arbitrator can be asked. */
  readonly from: number
  /** Seconds after which its silence counts as a refusal to rule. */
  readonly time: number
  readonly court: number
  /** The least number. */
  readonly jurors: number
}

/** What research recommends (docs/bonded-challenge.md), without an arbitrator. */
export const defaultBondTerms = {
  quietTime: 3 * 86_400,
  multiplier: 2,
  winnerShare: 128,
  arbitration: null,
} as const satisfies Omit<BondTerms, 'minimumBond'>

/** These terms cannot be: the contract would refuse them. */
export class BondTermsError extends Error {
  override readonly name = 'BondTermsError'
}

/**
 * Terms as the two words of a task's rules.
 * @throws BondTermsError where the contract would refuse them
 */
export function packBondTerms(terms: BondTerms): [bigint, bigint] {
  const { minimumBond, quietTime, multiplier, winnerShare, arbitration } = terms
  within('minimumBond', minimumBond, 1n, MAX_BOND / 256n)
  within('quietTime', quietTime, 1, MAX_WAIT)
  within('multiplier', multiplier, 2, 255)
  within('winnerShare', winnerShare, 0, MAX_WINNER_SHARE)
  let first = minimumBond | (BigInt(quietTime) << 40n)
  first |= (BigInt(multiplier) << 72n) | (BigInt(winnerShare) << 80n)
  if (arbitration === null) return [first, 0n]
  within('arbitration.from', arbitration.from, 1, 255)
  within('arbitration.time', arbitration.time, 1, MAX_WAIT)
  within('arbitration.court', arbitration.court, 0, 0xffff_ffff)
  within('arbitration.jurors', arbitration.jurors, 0, 0xffff)
  if (isAddressEqual(arbitration.arbitrator, zeroAddress)) {
    throw new BondTermsError('The arbitrator is the zero address.')
  }
  first |= (BigInt(arbitration.from) << 88n) | (BigInt(arbitration.time) << 96n)
  first |= (BigInt(arbitration.court) << 128n) | (BigInt(arbitration.jurors) << 160n)
  return [first, hexToBigInt(arbitration.arbitrator)]
}

/** The reverse of `packBondTerms`. */
export function unpackBondTerms([first, second]: readonly [bigint, bigint]): BondTerms {
  return {
    minimumBond: field(first, 0, 40),
    quietTime: bits(first, 40, 32),
    multiplier: bits(first, 72, 8),
    winnerShare: bits(first, 80, 8),
    arbitration:
      second === 0n
        ? null
        : {
            arbitrator: addressOf(second),
            from: bits(first, 88, 8),
            time: bits(first, 96, 32),
            court: bits(first, 128, 32),
            jurors: bits(first, 160, 16),
          },
  }
}

/** Somebody's bond on a label. */
export interface Stake {
  readonly staker: Address
  /** In units. */
  readonly bond: bigint
  readonly label: number
  /** Whether they published the hash of the text. */
  readonly shown: boolean
}

/** The record of a text. */
export interface Claim {
  /** The last one; of a settled claim with the final label. */
  readonly stake: Stake
  /** Seconds: the last stake, the request to the arbitrator or the ruling. */
  readonly since: number
  /** How the model learnt the first label; 0: it did not. */
  readonly lesson: number
  readonly status: (typeof STATUSES)[number]
}

/** A record's word; null for a text that has no label. */
export function unpackClaim(word: bigint): Claim | null {
  const status = STATUSES[Number(word >> 252n) - 1]
  if (status === undefined) return null
  return {
    stake: {
      staker: addressOf(word),
      bond: field(word, 160, 40),
      label: bits(word, 200, 3),
      shown: field(word, 203, 1) === 1n,
    },
    since: bits(word, 204, 32),
    lesson: bits(word, 236, 16),
    status,
  }
}

/** A stake as `settle` takes it and the history hashes it. */
export function packStake({ staker, bond, label, shown }: Stake): bigint {
  const word = hexToBigInt(staker) | (bond << 160n) | (BigInt(label) << 200n)
  return shown ? word | (1n << 203n) : word
}

/** The history word of a claim: all stakes but the last, oldest first. 0 without any. */
export function historyWord(stakes: readonly Stake[]): bigint {
  return stakes.reduce((word, stake, i) => {
    const pair = [word, packStake(stake)] as const
    const hash = keccak256(encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], pair))
    return ((hexToBigInt(hash) >> 8n) << 8n) | BigInt(i + 1)
  }, 0n)
}

/** The key of a text's claim: keccak256(features). @param features As they are sent. */
export function claimKey(features: Hex): Hex {
  return keccak256(features)
}

/** The hash that stands for a shown text. */
export function textHash(text: string): Hex {
  return keccak256(new TextEncoder().encode(text))
}

/** What a claim has besides its record, and the stakes that made it. */
export interface Dispute {
  /** All stakes, the last one too. Empty if they were not read. */
  readonly ladder: readonly Stake[]
  readonly asker: Address | null
  /** The arbitrator's: a label, 'refused', or null if there is none. */
  readonly ruling: number | 'refused' | null
}

/** Why a label is final. */
export type FinalReason =
  /** Nobody challenged it in the quiet time. */
  | 'unchallenged'
  /** Nobody raised in the quiet time. */
  | 'last-bond'
  /** The arbitrator gave it. */
  | 'ruled'
  /** The arbitrator refused to rule: the last bond wins. */
  | 'ruling-refused'

/** Where a claim stands. `next` is the second at which that changes by itself; null: never. */
export type ClaimState =
  | { readonly kind: 'none'; readonly next: null }
  | {
      /** Taught, and nobody has contradicted yet. */
      readonly kind: 'quiet'
      readonly stake: Stake
      /** Final from then on. */
      readonly next: number
      /** Least bond of a challenge, in units. */
      readonly bondToChallenge: bigint | null
    }
  | {
      /** Somebody staked on another label. */
      readonly kind: 'challenged'
      /** By whom, and on which label. */
      readonly stake: Stake
      readonly ladder: readonly Stake[]
      readonly next: number
      /** null: no higher bond can be written down. */
      readonly bondToChallenge: bigint | null
      readonly arbitration: ArbitrationAccess
    }
  | {
      /** Nobody can raise until the arbitrator rules. */
      readonly kind: 'in-arbitration'
      readonly stake: Stake
      readonly ladder: readonly Stake[]
      readonly asker: Address | null
      /** From then on silence counts as a refusal. */
      readonly next: number
    }
  | {
      /** The arbitrator was silent for too long: the last bond wins; `settle` pays. */
      readonly kind: 'timed-out'
      readonly label: number
      readonly since: number
      readonly ladder: readonly Stake[]
      readonly next: null
    }
  | {
      /** Anyone can settle. */
      readonly kind: 'final'
      /** null: the arbitrator's ruling was not read. */
      readonly label: number | null
      readonly since: number
      readonly reason: FinalReason
      readonly ladder: readonly Stake[]
      readonly next: null
    }
  | { readonly kind: 'settled'; readonly label: number; readonly next: null }

/** Whether the arbitrator can be asked about a challenged claim. */
export type ArbitrationAccess =
  | { readonly kind: 'none' }
  | { readonly kind: 'open' }
  | { readonly kind: 'later'; readonly challengesMissing: number }
  /** The stakes were not read, so it is not known how many challenges there were. */
  | { readonly kind: 'unknown' }

/**
 * Where a claim stands.
 * @param claim From `unpackClaim`.
 * @param now Seconds of chain time.
 * @param dispute Needed for the ladder, and for the label of a ruled claim.
 */
export function claimState(
  claim: Claim | null,
  terms: BondTerms,
  now: number,
  dispute: Dispute = { ladder: [], asker: null, ruling: null },
): ClaimState {
  if (claim === null) return { kind: 'none', next: null }
  const { stake, since } = claim
  const { ladder, asker } = dispute
  switch (claim.status) {
    case 'settled':
      return { kind: 'settled', label: stake.label, next: null }
    case 'ruled': {
      const refused = dispute.ruling === 'refused'
      const label = dispute.ruling === 'refused' ? stake.label : dispute.ruling
      const reason = refused ? 'ruling-refused' : 'ruled'
      return { kind: 'final', label, since, reason, ladder, next: null }
    }
    case 'asked': {
      const next = since + (terms.arbitration?.time ?? 0)
      if (now < next) return { kind: 'in-arbitration', stake, ladder, asker, next }
      return { kind: 'timed-out', label: stake.label, since: next, ladder, next: null }
    }
    case 'open':
    case 'disputed': {
      const next = since + terms.quietTime
      const disputed = claim.status === 'disputed'
      if (now >= next) {
        const reason = disputed ? 'last-bond' : 'unchallenged'
        return { kind: 'final', label: stake.label, since: next, reason, ladder, next: null }
      }
      const bond = bondToChallenge(stake.bond, terms)
      if (!disputed) return { kind: 'quiet', stake, next, bondToChallenge: bond }
      const arbitration = arbitrationAccess(terms, ladder, bond)
      return { kind: 'challenged', stake, ladder, next, bondToChallenge: bond, arbitration }
    }
  }
}

/** Least bond of a challenge, in units; null where no higher bond can be written down. */
export function bondToChallenge(bond: bigint, terms: Pick<BondTerms, 'multiplier'>): bigint | null {
  const least = bond * BigInt(terms.multiplier)
  return least > MAX_BOND ? null : least
}

function arbitrationAccess(
  { arbitration }: BondTerms,
  ladder: readonly Stake[],
  bond: bigint | null,
): ArbitrationAccess {
  if (arbitration === null) return { kind: 'none' }
  if (bond === null) return { kind: 'open' }
  if (ladder.length === 0) return { kind: 'unknown' }
  const challengesMissing = arbitration.from - (ladder.length - 1)
  return challengesMissing <= 0 ? { kind: 'open' } : { kind: 'later', challengesMissing }
}

/** What a settlement pays. */
export interface Payouts {
  /** One for each stake of the ladder, in units; 0 for a wrong one. */
  readonly stakes: readonly bigint[]
  /** For who asked the arbitrator, if that changed the label. */
  readonly asker: bigint
  readonly burned: bigint
}

/**
 * What `settle` pays for these stakes if `label` is final. Bonds are included: a stake's gain is what
 * it is paid less its bond.
 * @param ladder All stakes, oldest first.
 */
export function payouts(
  ladder: readonly Stake[],
  label: number,
  terms: Pick<BondTerms, 'winnerShare'>,
): Payouts {
  const paid = ladder.map(() => 0n)
  let asker = 0n
  let burned = 0n
  let lost = 0n
  let right: number | null = null
  const endGap = () => {
    const prize = (lost * BigInt(terms.winnerShare)) / 256n
    burned += lost - prize
    lost = 0n
    if (right === null) return prize
    const bond = ladder[right]!.bond
    const fee = prize / 2n < bond ? prize / 2n : bond
    paid[right]! += fee
    return prize - fee
  }
  ladder.forEach((stake, i) => {
    if (stake.label !== label) {
      lost += stake.bond
      return
    }
    paid[i] = stake.bond + endGap()
    right = i
  })
  if (lost > 0n) asker = endGap()
  return { stakes: paid, asker, burned }
}

// Calls.

/** Where bonds go, and what they are counted in. */
export interface BondTask {
  readonly address: Address
  /** The ERC-20 of bonds, or null for ether. */
  readonly token: Address | null
  readonly unitExponent: number
}

/** Gives a text its first label. @param claim `bond` in units, `deadline` in seconds. */
export function submitClaimCall(
  task: BondTask,
  claim: {
    readonly features: Hex
    readonly label: number
    readonly bond: bigint
    /** Published as its hash; null: not shown. */
    readonly text: string | null
    readonly deadline: number
  },
): Call {
  const hash = claim.text === null ? NO_TEXT : textHash(claim.text)
  return {
    to: task.address,
    value: etherFor(task, claim.bond),
    data: encodeFunctionData({
      abi: bondedChallengeAbi,
      functionName: 'submit',
      args: [claim.features, claim.label, claim.bond, BigInt(claim.deadline), hash],
    }),
  }
}

/** The same for many texts, in order, each with the same bond. */
export function submitClaimsCall(
  task: BondTask,
  batch: {
    readonly claims: readonly {
      readonly features: Hex
      readonly label: number
      readonly text: string | null
    }[]
    readonly bond: bigint
    readonly deadline: number
  },
): Call {
  const { claims, bond, deadline } = batch
  const shown = claims.some(({ text }) => text !== null)
  const hashes = claims.map(({ text }) => (text === null ? NO_TEXT : textHash(text)))
  return {
    to: task.address,
    value: etherFor(task, bond * BigInt(claims.length)),
    data: encodeFunctionData({
      abi: bondedChallengeAbi,
      functionName: 'submitMany',
      args: [
        concat(claims.map(({ features }) => features)),
        concat(claims.map(({ label }) => numberToHex(label, { size: 1 }))),
        bond,
        BigInt(deadline),
        shown ? hashes : [],
      ],
    }),
  }
}

/**
 * Stakes on another label.
 * @param challenge `maxPreviousBond`: the bond that the challenger saw; if somebody raised since, the
 * call fails.
 */
export function challengeCall(
  task: BondTask,
  challenge: {
    readonly key: Hex
    readonly label: number
    readonly bond: bigint
    readonly maxPreviousBond: bigint
    readonly text: string | null
    readonly deadline: number
  },
): Call {
  const { key, label, bond, maxPreviousBond, text, deadline } = challenge
  const hash = text === null ? NO_TEXT : textHash(text)
  return {
    to: task.address,
    value: etherFor(task, bond),
    data: encodeFunctionData({
      abi: bondedChallengeAbi,
      functionName: 'challenge',
      args: [key, label, bond, maxPreviousBond, BigInt(deadline), hash],
    }),
  }
}

/** Asks the arbitrator. @param cost Wei, from `readArbitrationCost`; exactly that is sent. */
export function requestArbitrationCall(
  task: Pick<BondTask, 'address'>,
  request: { readonly key: Hex; readonly maxPreviousBond: bigint; readonly cost: bigint },
): Call {
  return {
    to: task.address,
    value: request.cost,
    data: encodeFunctionData({
      abi: bondedChallengeAbi,
      functionName: 'requestArbitration',
      args: [request.key, request.maxPreviousBond],
    }),
  }
}

/** Settles a final claim. @param ladder All stakes, the last one too; may be empty if undisputed. */
export function settleClaimCall(
  task: Pick<BondTask, 'address'>,
  settlement: { readonly features: Hex; readonly ladder: readonly Stake[] },
): Call {
  return {
    to: task.address,
    value: 0n,
    data: encodeFunctionData({
      abi: bondedChallengeAbi,
      functionName: 'settle',
      args: [settlement.features, settlement.ladder.slice(0, -1).map(packStake)],
    }),
  }
}

/** Pays the bonds of final claims that nobody challenged. */
export function releaseCall(task: Pick<BondTask, 'address'>, keys: readonly Hex[]): Call {
  return {
    to: task.address,
    value: 0n,
    data: encodeFunctionData({ abi: bondedChallengeAbi, functionName: 'release', args: [keys] }),
  }
}

/** Ether to send with a bond: none in a task of tokens. */
function etherFor(task: BondTask, units: bigint): bigint {
  return task.token === null ? units * 10n ** BigInt(task.unitExponent) : 0n
}

function addressOf(word: bigint): Address {
  return getAddress(numberToHex(field(word, 0, 160), { size: 20 }))
}

function within<N extends number | bigint>(name: string, value: N, least: N, most: N): void {
  if (value < least || value > most) {
    throw new BondTermsError(`${name} is ${value}, but must be ${least} to ${most}.`)
  }
}
