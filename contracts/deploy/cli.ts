import { parseArgs } from 'node:util'
import { BaseError, HttpRequestError, isHex, size } from 'viem'
import { writeAddressBook } from './address-book.ts'
import { connect } from './connect.ts'
import { DeployError, type Deployment, defaultRules, deploy } from './deploy.ts'
import { allKinds } from './implementations.ts'
import { type Network, networks } from './networks.ts'
import { readStarters, starterFolder } from './starter.ts'

const HELP = `npm run deploy -- (--network NAME | --rpc URL) [--key-env NAME] [options]

  --network      ${networks.map(each => each.name).join(', ')}
  --rpc          any network's RPC URL; with --network, used instead of its public endpoint
  --key-env      name of the environment variable that holds the private key;
                 without it, the first of Anvil's well-known accounts signs, on Anvil's chain only
  --all          also deploy every combination of incentive and model, for tasks of other people
  --wide         tasks that also take the ids of a text's words: more accurate, dearer, and the ids
                 give words away
  --starters     folder of starter files (default: the package's)
  --refund-wait  seconds until a deposit can come back (default ${defaultRules.refundWait})
  --sweep-wait   seconds until anyone may take what is left (default ${defaultRules.sweepWait})
  --book         write the addresses into this file, beside those of other chains
  --json         print the result as JSON only

What is there already is left as it is: run it again after a failure.
`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      network: { type: 'string' },
      rpc: { type: 'string' },
      'key-env': { type: 'string' },
      all: { type: 'boolean', default: false },
      wide: { type: 'boolean', default: false },
      starters: { type: 'string', default: starterFolder },
      'refund-wait': { type: 'string', default: String(defaultRules.refundWait) },
      'sweep-wait': { type: 'string', default: String(defaultRules.sweepWait) },
      book: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || (values.rpc === undefined && values.network === undefined)) {
    console.log(HELP)
    if (!values.help) process.exitCode = 2
    return
  }
  const network = values.network === undefined ? null : networkNamed(values.network)
  const client = await connect(values.rpc ?? network!.rpcUrl, keyFrom(values['key-env']))
  if (network !== null && client.chain.id !== network.chainId) {
    throw new DeployError(
      `The endpoint serves chain ${client.chain.id}, but ${network.name} is chain ${network.chainId}.`,
    )
  }
  const sweepWait = seconds(values['sweep-wait'], '--sweep-wait')
  const rules = {
    ...defaultRules,
    refundWait: seconds(values['refund-wait'], '--refund-wait'),
    creatorWait: sweepWait,
    sweepWait,
  }
  const starters = readStarters(values.starters)
  const deployment = await deploy(client, starters, rules, {
    kinds: values.all ? allKinds : [],
    wide: values.wide,
  })
  if (values.book !== undefined) writeAddressBook(values.book, client.chain.id, deployment)
  if (values.json) console.log(JSON.stringify(deployment, (_, v) => jsonValue(v)))
  else printTable(client.chain.id, deployment, network)
}

function networkNamed(name: string): Network {
  const found = networks.find(each => each.name === name)
  if (found) return found
  const known = networks.map(each => each.name).join(', ')
  throw new DeployError(`There is no network "${name}" here: ${known}, or give --rpc.`)
}

function keyFrom(name: string | undefined): `0x${string}` | undefined {
  if (name === undefined) return undefined
  const key = process.env[name]
  if (!isHex(key) || size(key) !== 32) {
    throw new DeployError(
      `The environment variable ${name} holds no private key (0x and 64 digits).`,
    )
  }
  return key
}

function seconds(value: string, name: string): number {
  if (!/^\d+$/.test(value)) throw new DeployError(`${name} takes whole seconds, not "${value}".`)
  return Number(value)
}

function jsonValue(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

function printTable(chainId: number, deployment: Deployment, network: Network | null): void {
  const rows = [
    ['Factory', deployment.factory, `chain ${chainId}`],
    ...Object.entries(deployment.implementations).map(([kind, address]) => [kind, address, '']),
    ...deployment.tasks.map(task => [
      task.name,
      task.address,
      task.transaction === null ? 'was there' : `created, ${task.gasUsed} gas`,
    ]),
  ]
  const width = Math.max(...rows.map(([name]) => name!.length))
  for (const [name, address, state] of rows) {
    console.log(`${name!.padEnd(width)}  ${address}  ${state}`.trimEnd())
  }
  console.log(
    `Block ${deployment.block}, ${deployment.gasUsed} gas in all. Every task was read back.`,
  )
  if (network !== null) console.log(`Explorer: ${network.explorer}/address/${deployment.factory}`)
}

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exitCode = 1
})

function explain(error: unknown): string {
  if (!(error instanceof BaseError)) return error instanceof Error ? error.message : String(error)
  const http = error.walk(cause => cause instanceof HttpRequestError)
  if (!(http instanceof HttpRequestError))
    return `${error.shortMessage} ${error.details ?? ''}`.trim()
  return `${http.url} does not answer (${http.details}). Check the URL, and that the chain is running.`
}
