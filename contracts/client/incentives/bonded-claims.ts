import {
  type Address,
  type Client,
  encodeAbiParameters,
  type Hex,
  isAddressEqual,
  zeroAddress,
} from 'viem'
import { getBlockNumber, getContractEvents, readContract } from 'viem/actions'
import { bondedChallengeAbi } from '../../abi/generated/bonded-challenge.ts'
import { batchParts } from '../features.ts'
import { type BlockRange, byPlace, readRanges } from '../ranges.ts'
import {
  arbitratorAbi,
  type BondTerms,
  type Claim,
  claimKey,
  type Dispute,
  historyWord,
  NO_TEXT,
  packStake,
  type Stake,
  unpackClaim,
} from './bonded-challenge.ts'

/** The events of a claim do not make its record: some are missing, or the node lies. */
export class LadderError extends Error {
  override readonly name = 'LadderError'
}

/** A claim with all that its settlement needs. */
export interface ClaimWithLadder extends Dispute {
  readonly key: Hex
  readonly claim: Claim
  /** As they were sent. */
  readonly features: Hex
}

/**
 * A claim, its stakes from the events, checked against the history hash and the record.
 * @param where `fromBlock`: one not later than the claim's first label.
 * @returns null if the text has no label.
 * @throws LadderError; viem's errors if the network fails
 */
export async function readClaim(
  client: Client,
  where: { readonly address: Address; readonly key: Hex; readonly fromBlock: bigint },
): Promise<ClaimWithLadder | null> {
  const { address, key, fromBlock } = where
  const toBlock = await getBlockNumber(client, { cacheTime: 0 })
  const at = { address, abi: bondedChallengeAbi, blockNumber: toBlock } as const
  const [[word], [history, asker, ruling], events] = await Promise.all([
    readContract(client, { ...at, functionName: 'claims', args: [[key]] }),
    readContract(client, { ...at, functionName: 'disputeOf', args: [key] }),
    stakeEvents(client, address, key, fromBlock, toBlock),
  ])
  const claim = unpackClaim(word ?? 0n)
  if (claim === null) return null
  const { features, ladder } = events
  if (features === null || claimKey(features) !== key) {
    throw new LadderError(`No event with the features of ${key} from block ${fromBlock} on.`)
  }
  checkLadder(claim, ladder, history)
  return {
    key,
    claim,
    features,
    ladder,
    asker: isAddressEqual(asker, zeroAddress) ? null : asker,
    ruling: claim.status !== 'ruled' ? null : ruling === 0n ? 'refused' : Number(ruling) - 1,
  }
}

/**
 * Checks stakes read from events.
 * @param history From `disputeOf`. Of a settled claim it is forgotten: then only the last stake is
 * checked.
 * @throws LadderError
 */
export function checkLadder(claim: Claim, ladder: readonly Stake[], history: bigint): void {
  const last = ladder.at(-1)
  const settled = claim.status === 'settled'
  if (last === undefined) throw new LadderError('There are no stakes.')
  const expected = settled ? { ...claim.stake, label: last.label } : claim.stake
  if (packStake(last) !== packStake(expected)) {
    throw new LadderError('The last stake is not the record’s.')
  }
  if (!settled && historyWord(ladder.slice(0, -1)) !== history) {
    throw new LadderError('The stakes do not make the history that the contract keeps.')
  }
}

/** Wei that asking a task's arbitrator costs now; null if it has none. */
export async function readArbitrationCost(
  client: Client,
  { arbitration }: Pick<BondTerms, 'arbitration'>,
): Promise<bigint | null> {
  if (arbitration === null) return null
  const extraData = encodeAbiParameters(
    [{ type: 'uint256' }, { type: 'uint256' }],
    [BigInt(arbitration.court), BigInt(arbitration.jurors)],
  )
  return readContract(client, {
    address: arbitration.arbitrator,
    abi: arbitratorAbi,
    functionName: 'arbitrationCost',
    args: [extraData],
  })
}

interface StakeEvents {
  readonly features: Hex | null
  readonly ladder: readonly Stake[]
}

/** A text's first label, by a `submit` or in a batch. */
interface FirstLabel {
  readonly features: Hex
  readonly stake: Stake
}

/** Stakes in the order they were made. Batches cannot be searched by key: they are read only if no
 * single contribution has it. */
async function stakeEvents(
  client: Client,
  address: Address,
  key: Hex,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<StakeEvents> {
  const blocks = { from: fromBlock, to: toBlock }
  const firsts: FirstLabel[] = []
  const raises: Stake[] = []
  const read = (range: BlockRange) => stakesIn(client, address, key, range)
  for await (const { answer } of readRanges(blocks, read)) {
    firsts.push(...answer.firsts)
    raises.push(...answer.raises)
  }
  if (firsts.length === 0) {
    const readBatches = (range: BlockRange) => firstInBatches(client, address, key, range)
    for await (const { answer } of readRanges(blocks, readBatches)) firsts.push(...answer)
  }
  return {
    features: firsts[0]?.features ?? null,
    ladder: [...firsts.map(({ stake }) => stake), ...raises],
  }
}

async function stakesIn(client: Client, address: Address, key: Hex, { from, to }: BlockRange) {
  const blocks = { fromBlock: from, toBlock: to }
  const query = { address, abi: bondedChallengeAbi, args: { key }, ...blocks } as const
  const [added, challenged] = await Promise.all([
    getContractEvents(client, { ...query, eventName: 'ClaimAdded', strict: true }),
    getContractEvents(client, { ...query, eventName: 'ClaimChallenged', strict: true }),
  ])
  const ours = (log: StakeLog) => isFrom(log, address) && log.args.key === key
  return {
    firsts: added.filter(ours).map(
      ({ args }): FirstLabel => ({
        features: args.features,
        stake: stakeOf(args.contributor, args),
      }),
    ),
    raises: challenged
      .filter(ours)
      .sort(byPlace)
      .map(({ args }) => stakeOf(args.challenger, args)),
  }
}

async function firstInBatches(
  client: Client,
  address: Address,
  key: Hex,
  { from, to }: BlockRange,
): Promise<FirstLabel[]> {
  const logs = await getContractEvents(client, {
    address,
    abi: bondedChallengeAbi,
    eventName: 'ClaimsAdded',
    fromBlock: from,
    toBlock: to,
    strict: true,
  })
  return logs
    .filter(log => isFrom(log, address))
    .flatMap(({ args }) =>
      batchParts(args.features, args.labels).map(({ features, label }, i): FirstLabel => {
        const textHash = args.textHashes[i] ?? NO_TEXT
        const stake = stakeOf(args.contributor, { bond: args.bond, label, textHash })
        return { features, stake }
      }),
    )
    .filter(({ features }) => claimKey(features) === key)
}

interface PlacedLog {
  readonly address: Address
  readonly removed: boolean
}

interface StakeLog extends PlacedLog {
  readonly args: { readonly key: Hex }
}

function isFrom(log: PlacedLog, address: Address): boolean {
  return isAddressEqual(log.address, address) && !log.removed
}

function stakeOf(
  staker: Address,
  args: { readonly bond: number; readonly label: number; readonly textHash: Hex },
): Stake {
  const { bond, label } = args
  return { staker, bond: BigInt(bond), label, shown: args.textHash !== NO_TEXT }
}
