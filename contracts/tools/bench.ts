import { createTestClient, http, publicActions } from 'viem'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { submitCall } from '../client/incentives/deposit-refund-take.ts'
import { type DepositTask, isDepositTask } from '../client/incentives/index.ts'
import { logit, predict } from '../client/model.ts'
import type { Model } from '../client/models/index.ts'
import { depositAt } from '../client/price.ts'
import { readModel } from '../client/read.ts'
import { readTask } from '../client/task.ts'
import { connect } from '../deploy/connect.ts'
import { type DeployClient, deploy } from '../deploy/deploy.ts'
import type { Starter } from '../deploy/starter.ts'
import { startChain } from './chain.ts'

/** What a contribution of one 512-feature text costs in Microsoft's 0xDeCA10B, measured with its own compiler settings. */
const PEER = { addAgreeGas: 1_887_000, addLearnGas: 2_554_000 }

const DAY = 24 * 3600

interface Gas {
  /** The model is sure of the label and does not change. */
  readonly addAgreeGas: number
  /** The model learns. */
  readonly addLearnGas: number
}

/** Gas of whole contributions of 64 features to a task of 2 labels, from receipts on a fresh local chain. */
async function measure(rpcUrl: string): Promise<Gas> {
  const client = await connect(rpcUrl)
  const { tasks } = await deploy(client, [starter()])
  const task = await readTask(client, tasks[0]!.address)
  if (!isDepositTask(task)) throw new Error('the starter became another kind of task')
  // Everyone but a task's first contributor finds the state as later ones do.
  await contribute(client, task, model => search(model, margin => margin > logit(model)))
  const addAgreeGas = await contribute(client, task, model =>
    search(model, margin => margin > logit(model)),
  )
  const addLearnGas = await contribute(client, task, model =>
    search(model, margin => margin < logit(model) && margin > 0),
  )
  return { addAgreeGas, addLearnGas }
}

/** A day after the last contribution, at exactly the price. */
async function contribute(
  client: DeployClient,
  task: DepositTask,
  choose: (model: Model) => { features: Int8Array; label: number },
): Promise<number> {
  const snapshot = await readModel(client, task)
  const time = snapshot.lastUpdate + DAY
  const chain = createTestClient({
    mode: 'anvil',
    chain: client.chain,
    transport: http(client.transport.url),
  }).extend(publicActions)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(time) })
  const maxDeposit = depositAt(task.rules, snapshot, time)
  const call = submitCall({
    address: task.address,
    ...choose(snapshot.model),
    maxDeposit,
    deadline: time + 600,
  })
  const hash = await sendTransaction(client, { ...call, gas: 500_000n })
  const receipt = await waitForTransactionReceipt(client, { hash })
  if (receipt.status !== 'success') throw new Error(`the contribution ${hash} failed`)
  return Number(receipt.gasUsed)
}

function search(model: Model, fits: (margin: number) => boolean) {
  for (;;) {
    const features = Int8Array.from({ length: model.dimensions }, () => random(91) - 45)
    const { label, margin } = predict(model, features)
    if (fits(margin)) return { features, label }
  }
}

function starter(): Starter {
  return {
    format: 2,
    slug: 'bench',
    order: 0,
    card: {
      name: 'Bench',
      description: '',
      uri: '',
      labels: [
        { name: 'no', definition: '' },
        { name: 'yes', definition: '' },
      ],
    },
    encoderId: `0x${'be'.repeat(32)}`,
    dimensions: 64,
    samplesSeen: 500,
    weights: [Array.from({ length: 64 }, () => random(377) - 188)],
    biases: [0],
  }
}

let state = 1

/** 0 .. limit − 1, the same in every run. */
function random(limit: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * limit)
}

function printTable(gas: Gas): void {
  const row = (name: string, ours: number, peer: number) =>
    console.log(
      `${name.padEnd(28)}${ours.toLocaleString('en').padStart(10)}${peer.toLocaleString('en').padStart(12)}${`${(peer / ours).toFixed(1)} x`.padStart(9)}`,
    )
  console.log('Gas of one contribution           ours        peer    ratio')
  row('the model agrees', gas.addAgreeGas, PEER.addAgreeGas)
  row('the model learns', gas.addLearnGas, PEER.addLearnGas)
  console.log('Ours: 64 features, 2 labels. Peer: 0xDeCA10B, USE encoder, 512 features, 2 labels.')
}

async function main(): Promise<void> {
  const chain = await startChain({ port: 0 })
  try {
    const gas = await measure(chain.rpcUrl)
    if (process.argv.includes('--json')) console.log(JSON.stringify(gas))
    else printTable(gas)
  } finally {
    await chain.stop()
  }
}

await main()
