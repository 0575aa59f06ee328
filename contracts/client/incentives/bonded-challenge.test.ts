import {
  type Address,
  type Client,
  concat,
  createPublicClient,
  createTestClient,
  createWalletClient,
  custom,
  type Hex,
  http,
  keccak256,
  numberToHex,
  parseEventLogs,
  publicActions,
  zeroAddress,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getBalance, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bondedChallengeAbi } from '../../abi/generated/bonded-challenge.ts'
import { connect } from '../../deploy/connect.ts'
import { createTask as create } from '../../deploy/create-task.ts'
import { deployFactory, deployImplementation } from '../../deploy/implementations.ts'
import { type LocalChain, startChain } from '../../tools/chain.ts'
import { pack } from '../models/margin-perceptron.ts'
import type { Call } from '../types.ts'
import {
  type BondTask,
  type BondTerms,
  BondTermsError,
  bondToChallenge,
  type Claim,
  challengeCall,
  claimKey,
  claimState,
  defaultBondTerms,
  historyWord,
  packBondTerms,
  packStake,
  payouts,
  releaseCall,
  requestArbitrationCall,
  type Stake,
  settleClaimCall,
  submitClaimCall,
  submitClaimsCall,
  textHash,
  unpackBondTerms,
  unpackClaim,
} from './bonded-challenge.ts'
import { checkLadder, LadderError, readArbitrationCost, readClaim } from './bonded-claims.ts'

const DAY = 86_400
const ALICE: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const BOB: Address = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'

const courtTerms: BondTerms = {
  ...defaultBondTerms,
  minimumBond: 100_000n,
  arbitration: { arbitrator: BOB, from: 4, time: 90 * DAY, court: 7, jurors: 5 },
}
const plainTerms: BondTerms = { ...defaultBondTerms, minimumBond: 100_000n }

function stakeBy(staker: Address, label: number, bond: bigint, shown = false): Stake {
  return { staker, bond, label, shown }
}

/** Bonds 1, 2, 4, ... of a hundred, labels 0 and 1 in turn. */
function ladderOf(stakes: number): Stake[] {
  return Array.from({ length: stakes }, (_, i) =>
    stakeBy(i % 2 === 0 ? ALICE : BOB, i % 2, 100n << BigInt(i)),
  )
}

describe('terms', () => {
  it('come back out of their words', () => {
    for (const terms of [plainTerms, courtTerms]) {
      expect(unpackBondTerms(packBondTerms(terms))).toEqual(terms)
    }
  })

  it('are refused where the contract refuses them', () => {
    const wrong: Partial<BondTerms>[] = [
      { minimumBond: 0n },
      { minimumBond: (1n << 32n) + 1n },
      { quietTime: 0 },
      { multiplier: 1 },
      { winnerShare: 129 },
      { arbitration: { ...courtTerms.arbitration!, from: 0 } },
      { arbitration: { ...courtTerms.arbitration!, time: 0 } },
      { arbitration: { ...courtTerms.arbitration!, arbitrator: zeroAddress } },
    ]
    for (const fault of wrong) {
      expect(() => packBondTerms({ ...plainTerms, ...fault })).toThrow(BondTermsError)
    }
  })
})

describe('records', () => {
  it('are unpacked field by field', () => {
    const stake = stakeBy(ALICE, 5, (1n << 40n) - 1n, true)
    const word = packStake(stake) + (1_900_000_000n << 204n) + (0xabcdn << 236n) + (2n << 252n)
    expect(unpackClaim(word)).toEqual({
      stake,
      since: 1_900_000_000,
      lesson: 0xabcd,
      status: 'disputed',
    })
    expect(unpackClaim(0n)).toBeNull()
  })

  it('chain stakes like the contract', () => {
    const [first, second] = ladderOf(2) as [Stake, Stake]
    const one = BigInt(
      keccak256(
        concat([numberToHex(0, { size: 32 }), numberToHex(packStake(first), { size: 32 })]),
      ),
    )
    const expected = (one & ~0xffn) | 1n
    expect(historyWord([first])).toBe(expected)
    expect(historyWord([first, second]) & 0xffn).toBe(2n)
    expect(historyWord([second, first])).not.toBe(historyWord([first, second]))
    expect(historyWord([])).toBe(0n)
  })

  it('refuse a ladder that is not theirs', () => {
    const ladder = ladderOf(3)
    const claim: Claim = { stake: ladder[2]!, since: 1, lesson: 0, status: 'disputed' }
    const history = historyWord(ladder.slice(0, 2))
    expect(() => checkLadder(claim, ladder, history)).not.toThrow()
    expect(() => checkLadder(claim, ladder.slice(1), history)).toThrow(LadderError)
    expect(() => checkLadder(claim, ladder.slice(0, 2), history)).toThrow(LadderError)
    expect(() => checkLadder(claim, [], history)).toThrow(LadderError)
    const settled: Claim = { ...claim, stake: { ...ladder[2]!, label: 1 }, status: 'settled' }
    expect(() => checkLadder(settled, ladder, 0n)).not.toThrow()
  })
})

describe('payouts', () => {
  const gains = (ladder: Stake[], label: number) => {
    const paid = payouts(ladder, label, plainTerms)
    return [...paid.stakes.map((amount, i) => amount - ladder[i]!.bond), paid.asker, paid.burned]
  }

  it('are the table of docs/bonded-challenge.md', () => {
    expect(gains(ladderOf(1), 0)).toEqual([0n, 0n, 0n])
    expect(gains(ladderOf(2), 1)).toEqual([-100n, 50n, 0n, 50n])
    expect(gains(ladderOf(3), 0)).toEqual([50n, -200n, 50n, 0n, 100n])
    expect(gains(ladderOf(4), 1)).toEqual([-100n, 150n, -400n, 100n, 0n, 250n])
    expect(gains(ladderOf(5), 0)).toEqual([50n, -200n, 250n, -800n, 200n, 0n, 500n])
    expect(gains(ladderOf(5), 1)).toEqual([-100n, 150n, -400n, 500n, -1600n, 400n, 1050n])
    expect(gains(ladderOf(5), 2)).toEqual([-100n, -200n, -400n, -800n, -1600n, 1550n, 1550n])
  })
})

describe('payouts of any ladder', () => {
  it('neither make nor lose a unit, and burn at least half of what is lost', () => {
    let seed = 1
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    for (let round = 0; round < 500; round++) {
      const ladder: Stake[] = [stakeBy(ALICE, random(3), BigInt(1 + random(100)))]
      while (random(6) > 0) {
        const { label, bond } = ladder.at(-1)!
        const next = bond * 2n + BigInt(random(50))
        ladder.push(stakeBy(BOB, (label + 1 + random(2)) % 3, next))
      }
      const label = random(3)
      const paid = payouts(ladder, label, plainTerms)
      const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)
      const staked = sum(ladder.map(stake => stake.bond))
      expect(sum(paid.stakes) + paid.asker + paid.burned).toBe(staked)
      const lost = sum(ladder.filter(stake => stake.label !== label).map(stake => stake.bond))
      expect(paid.burned * 2n).toBeGreaterThanOrEqual(lost)
      if (label === ladder.at(-1)!.label) expect(paid.asker).toBe(0n)
    }
  })
})

describe('claimState', () => {
  const stake = stakeBy(ALICE, 1, 100n)
  const claim = (status: Claim['status']): Claim => ({ stake, since: 1000, lesson: 0, status })
  const end = 1000 + 3 * DAY
  const ladder = ladderOf(4)
  const dispute = { ladder, asker: BOB, ruling: null }

  it('is quiet until the quiet time ends', () => {
    expect(claimState(null, plainTerms, 0)).toEqual({ kind: 'none', next: null })
    expect(claimState(claim('open'), plainTerms, end - 1)).toEqual({
      kind: 'quiet',
      stake,
      next: end,
      bondToChallenge: 200n,
    })
    expect(claimState(claim('open'), plainTerms, end)).toMatchObject({
      kind: 'final',
      label: 1,
      since: end,
      reason: 'unchallenged',
    })
  })

  it('knows who challenged, and whether the arbitrator can be asked', () => {
    const state = (terms: BondTerms, d = dispute) => claimState(claim('disputed'), terms, 2000, d)
    expect(state(plainTerms)).toMatchObject({
      kind: 'challenged',
      stake,
      ladder,
      next: end,
      bondToChallenge: 200n,
      arbitration: { kind: 'none' },
    })
    expect(state(courtTerms)).toMatchObject({
      arbitration: { kind: 'later', challengesMissing: 1 },
    })
    expect(state(courtTerms, { ...dispute, ladder: ladderOf(5) })).toMatchObject({
      arbitration: { kind: 'open' },
    })
    expect(state(courtTerms, { ...dispute, ladder: [] })).toMatchObject({
      arbitration: { kind: 'unknown' },
    })
    expect(claimState(claim('disputed'), plainTerms, end, dispute)).toMatchObject({
      kind: 'final',
      reason: 'last-bond',
    })
  })

  it('lets the arbitrator be asked where no bond is left', () => {
    const most: Claim = { ...claim('disputed'), stake: { ...stake, bond: 1n << 39n } }
    expect(claimState(most, courtTerms, 2000, dispute)).toMatchObject({
      bondToChallenge: null,
      arbitration: { kind: 'open' },
    })
  })

  it('follows an arbitration to its end', () => {
    const asked = claim('asked')
    expect(claimState(asked, courtTerms, 1000 + 90 * DAY - 1, dispute)).toMatchObject({
      kind: 'in-arbitration',
      asker: BOB,
      next: 1000 + 90 * DAY,
    })
    expect(claimState(asked, courtTerms, 1000 + 90 * DAY, dispute)).toMatchObject({
      kind: 'timed-out',
      label: 1,
      since: 1000 + 90 * DAY,
    })
    const ruled = claim('ruled')
    expect(claimState(ruled, courtTerms, 1000, { ...dispute, ruling: 0 })).toMatchObject({
      kind: 'final',
      label: 0,
      reason: 'ruled',
    })
    expect(claimState(ruled, courtTerms, 1000, { ...dispute, ruling: 'refused' })).toMatchObject({
      kind: 'final',
      label: 1,
      reason: 'ruling-refused',
    })
    expect(claimState(ruled, courtTerms, 1000)).toMatchObject({ label: null, reason: 'ruled' })
    expect(claimState(claim('settled'), courtTerms, 9)).toEqual({
      kind: 'settled',
      label: 1,
      next: null,
    })
  })

  it('ends where bonds cannot be written down', () => {
    expect(bondToChallenge(1n << 38n, plainTerms)).toBe(1n << 39n)
    expect(bondToChallenge(1n << 39n, plainTerms)).toBeNull()
  })
})

// On a chain of its own, with the contracts as they are compiled now.

const KEYS: Hex[] = [
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a',
]
const BOND = 100_000n
const GWEI = 1_000_000_000n

/** Always makes dispute 1 for free; anyone can make it rule: answers 0 or 1 by the calldata. */
const FREE_COURT = courtCode()

let chain: LocalChain
let people: ReturnType<typeof personOf>[]

function personOf(key: Hex) {
  return createWalletClient({
    account: privateKeyToAccount(key),
    chain: foundry,
    transport: http(chain.rpcUrl),
    pollingInterval: 50,
  }).extend(publicActions)
}

beforeAll(async () => {
  chain = await startChain({ port: 0 })
  people = KEYS.map(personOf)
}, 300_000)
afterAll(() => chain.stop())

async function send(who: number, call: Call) {
  const hash = await sendTransaction(people[who]!, call)
  const receipt = await waitForTransactionReceipt(people[who]!, { hash })
  expect(receipt.status).toBe('success')
  return receipt
}

async function put(code: Hex): Promise<Address> {
  const hash = await people[0]!.sendTransaction({ data: code })
  const receipt = await waitForTransactionReceipt(people[0]!, { hash })
  return receipt.contractAddress!
}

async function now(): Promise<number> {
  return Number((await people[0]!.getBlock()).timestamp)
}

async function passTime(seconds: number) {
  const client = createTestClient({ mode: 'anvil', transport: http(chain.rpcUrl) })
  await client.increaseTime({ seconds })
  await client.mine({ blocks: 1 })
}

let salt = 0n

/** A task of 32 features and two labels whose weights and bias are 0. */
async function createTask(terms: BondTerms): Promise<BondTask> {
  const kind = { incentive: 'bonded-challenge', model: 'margin-perceptron' } as const
  const owner = await connect(chain.rpcUrl)
  await deployFactory(owner)
  await deployImplementation(owner, kind)
  const nothing = { weights: new Int16Array(32), biases: new Int16Array(1) }
  const { task } = await create(owner, {
    kind,
    card: {
      name: 'Task',
      description: '',
      uri: '',
      labels: [
        { name: 'no', definition: '' },
        { name: 'yes', definition: '' },
      ],
    },
    encoderId: keccak256('0x01'),
    dimensions: 32,
    samplesSeen: 0,
    terms: packBondTerms(terms),
    words: pack({ labels: 2, dimensions: 32, ...nothing }),
    salt: ++salt,
  })
  return { address: task.address, token: null, unitExponent: 9 }
}

/** Features that no other tag has. */
function features(tag: number): Hex {
  return concat(['0x90', numberToHex(1 + tag, { size: 1 }), `0x${'80'.repeat(30)}`])
}

function read(task: BondTask, key: Hex) {
  return readClaim(people[2] as Client, { address: task.address, key, fromBlock: 0n })
}

describe('on a chain', () => {
  it('follows a claim from its label over two challenges to its settlement', async () => {
    const task = await createTask(plainTerms)
    const terms = await people[0]!.readContract({
      address: task.address,
      abi: bondedChallengeAbi,
      functionName: 'terms',
    })
    expect(terms).toMatchObject({ minimumBond: Number(BOND), quietTime: 3 * DAY, multiplier: 2 })
    const key = claimKey(features(1))
    expect(await read(task, key)).toBeNull()

    const deadline = (await now()) + 3600
    const text = 'Win a prize!'
    const first = { features: features(1), label: 0, bond: BOND, text: null, deadline }
    const sent = await send(1, submitClaimCall(task, first))
    const [added] = parseEventLogs({
      abi: bondedChallengeAbi,
      eventName: 'ClaimAdded',
      logs: sent.logs,
    })
    expect(added!.args).toMatchObject({ key, contributor: ALICE, features: features(1) })
    let claim = (await read(task, key))!
    let state = claimState(claim.claim, plainTerms, await now(), claim)
    expect(state).toMatchObject({ kind: 'quiet', bondToChallenge: 2n * BOND })
    expect(state.next).toBe(Number(claim.claim.since) + 3 * DAY)

    for (const [who, label, bond] of [
      [2, 1, 2n * BOND],
      [1, 0, 4n * BOND],
      [2, 1, 8n * BOND],
    ] as const) {
      const maxPreviousBond = bond / 2n
      await send(who, challengeCall(task, { key, label, bond, maxPreviousBond, text, deadline }))
    }
    claim = (await read(task, key))!
    expect(claim.ladder).toEqual([
      stakeBy(ALICE, 0, BOND),
      stakeBy(BOB, 1, 2n * BOND, true),
      stakeBy(ALICE, 0, 4n * BOND, true),
      stakeBy(BOB, 1, 8n * BOND, true),
    ])
    state = claimState(claim.claim, plainTerms, await now(), claim)
    expect(state).toMatchObject({ kind: 'challenged', stake: claim.ladder[3] })

    await passTime(3 * DAY)
    state = claimState(claim.claim, plainTerms, await now(), claim)
    expect(state).toMatchObject({ kind: 'final', label: 1, reason: 'last-bond' })
    const before = await getBalance(people[2]!, { address: BOB })
    await send(0, settleClaimCall(task, claim))
    const paid = payouts(claim.ladder, 1, plainTerms)
    const gained = (await getBalance(people[2]!, { address: BOB })) - before
    expect(gained).toBe((paid.stakes[1]! + paid.stakes[3]!) * GWEI)
    expect(await getBalance(people[2]!, { address: task.address })).toBe(0n)
    claim = (await read(task, key))!
    expect(claimState(claim.claim, plainTerms, await now(), claim)).toEqual({
      kind: 'settled',
      label: 1,
      next: null,
    })
  }, 60_000)

  it('reads through a node that answers for a few blocks only', async () => {
    const task = await createTask(plainTerms)
    const key = claimKey(features(30))
    const deadline = (await now()) + 3600
    const first = { features: features(30), label: 0, bond: BOND, text: null, deadline }
    await send(1, submitClaimCall(task, first))
    const client = createTestClient({ mode: 'anvil', transport: http(chain.rpcUrl) })
    await client.mine({ blocks: 20 })
    const raise = { key, label: 1, bond: 2n * BOND, maxPreviousBond: BOND, text: null, deadline }
    await send(2, challengeCall(task, raise))
    let refused = 0
    const narrow = createPublicClient({
      transport: custom(
        {
          request: async ({ method, params }) => {
            const [filter] = (params ?? []) as [{ fromBlock: Hex; toBlock: Hex }]
            if (method === 'eth_getLogs' && Number(filter.toBlock) - Number(filter.fromBlock) > 3) {
              refused++
              throw Object.assign(new Error('too many blocks'), { code: -32005 })
            }
            return people[0]!.request({ method, params } as never)
          },
        },
        { retryCount: 0 },
      ),
    })
    const where = { address: task.address, key, fromBlock: 0n }
    const claim = (await readClaim(narrow as Client, where))!
    expect(refused).toBeGreaterThan(3)
    expect(claim.ladder).toEqual([stakeBy(ALICE, 0, BOND), stakeBy(BOB, 1, 2n * BOND)])
    const tip = await people[0]!.getBlockNumber()
    const late = readClaim(narrow as Client, { ...where, fromBlock: tip })
    await expect(late).rejects.toThrow(LadderError)
  }, 60_000)

  it('submits and releases many', async () => {
    const task = await createTask(plainTerms)
    const deadline = (await now()) + 3600
    const claims = [0, 1, 2].map(i => ({
      features: features(10 + i),
      label: i % 2,
      text: i === 1 ? 'shown' : null,
    }))
    await send(1, submitClaimsCall(task, { claims, bond: BOND, deadline }))
    expect(await getBalance(people[0]!, { address: task.address })).toBe(3n * BOND * GWEI)
    const keys = claims.map(claim => claimKey(claim.features))
    expect((await read(task, keys[1]!))!.claim.stake.shown).toBe(true)
    expect((await read(task, keys[2]!))!.claim.stake.shown).toBe(false)
    const [key, bond] = [keys[1]!, 2n * BOND]
    const raise = { key, label: 0, bond, maxPreviousBond: BOND, text: null, deadline }
    await send(2, challengeCall(task, raise))
    await passTime(3 * DAY)
    await send(2, releaseCall(task, keys))
    const { features: shown, ladder } = (await read(task, key))!
    expect(shown).toBe(claims[1]!.features)
    expect(ladder).toEqual([stakeBy(ALICE, 1, BOND, true), stakeBy(BOB, 0, bond)])
    expect(await getBalance(people[0]!, { address: task.address })).toBe((BOND + bond) * GWEI)
    await send(2, settleClaimCall(task, { features: shown, ladder }))
    expect(await getBalance(people[0]!, { address: task.address })).toBe(0n)
  }, 60_000)

  it('asks an arbitrator and waits for it', async () => {
    const arbitrator = await put(FREE_COURT)
    const terms: BondTerms = {
      ...plainTerms,
      arbitration: { arbitrator, from: 1, time: 90 * DAY, court: 1, jurors: 3 },
    }
    const task = await createTask(terms)
    const key = claimKey(features(20))
    const deadline = (await now()) + 3600
    const cost = (await readArbitrationCost(people[0] as Client, terms))!
    expect(cost).toBe(1n)
    expect(await readArbitrationCost(people[0] as Client, plainTerms)).toBeNull()
    const first = { features: features(20), label: 0, bond: BOND, text: null, deadline }
    await send(1, submitClaimCall(task, first))
    const raise = { key, label: 1, bond: 2n * BOND, maxPreviousBond: BOND, text: null, deadline }
    await send(2, challengeCall(task, raise))
    await send(1, requestArbitrationCall(task, { key, maxPreviousBond: 2n * BOND, cost }))
    const claim = (await read(task, key))!
    expect(claim.asker).toBe(ALICE)
    const state = claimState(claim.claim, terms, await now(), claim)
    expect(state).toMatchObject({ kind: 'in-arbitration', asker: ALICE })
    await passTime(90 * DAY)
    expect(claimState(claim.claim, terms, await now(), claim)).toMatchObject({
      kind: 'timed-out',
      label: 1,
    })
    await send(0, settleClaimCall(task, claim))
    expect(await getBalance(people[0]!, { address: task.address })).toBe(0n)
  }, 60_000)

  it('names the hash of a text as anyone would', () => {
    expect(textHash('Grüße')).toBe(keccak256(new TextEncoder().encode('Grüße')))
  })
})

/** Init code of a contract that answers every call with the number 1. */
function courtCode(): Hex {
  // PUSH1 1, PUSH1 0, MSTORE, PUSH1 32, PUSH1 0, RETURN
  const code = '0x600160005260206000f3'
  return concat(['0x69', code, '0x600052600a6016f3'])
}
