import { parseArgs } from 'node:util'
import { BaseError, HttpRequestError, isHex, size } from 'viem'
import { connect } from './connect.ts'
import { DeployError, type Deployment, defaultRules, deploy } from './deploy.ts'
import { readStarters, starterFolder } from './starter.ts'

const HELP = `npm run deploy -- --rpc URL [--key-env NAME] [--starters FOLDER] [--refund-wait S] [--sweep-wait S] [--json]

  --rpc          the network's RPC URL
  --key-env      name of the environment variable that holds the private key;
                 without it, the first of Anvil's well-known accounts signs
  --starters     folder of starter files (default: the package's)
  --refund-wait  seconds until a deposit can come back (default ${defaultRules.refundWait})
  --sweep-wait   seconds until anyone may take what is left (default ${defaultRules.sweepWait})
  --json         print the result as JSON only
`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rpc: { type: 'string' },
      'key-env': { type: 'string' },
      starters: { type: 'string', default: starterFolder },
      'refund-wait': { type: 'string', default: String(defaultRules.refundWait) },
      'sweep-wait': { type: 'string', default: String(defaultRules.sweepWait) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || values.rpc === undefined) {
    console.log(HELP)
    if (!values.help) process.exitCode = 2
    return
  }
  const client = await connect(values.rpc, keyFrom(values['key-env']))
  const sweepWait = seconds(values['sweep-wait'], '--sweep-wait')
  const deployment = await deploy(client, readStarters(values.starters), {
    ...defaultRules,
    refundWait: seconds(values['refund-wait'], '--refund-wait'),
    creatorWait: sweepWait,
    sweepWait,
  })
  if (values.json) console.log(JSON.stringify(deployment, (_, v) => jsonValue(v)))
  else printTable(client.chain.id, deployment)
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

function printTable(chainId: number, deployment: Deployment): void {
  const rows = deployment.tasks.map(task => [
    task.name,
    task.address,
    task.transaction === null ? 'was there' : `created, ${task.gasUsed} gas`,
  ])
  const lines = [['Factory', deployment.factory, `chain ${chainId}`], ...rows]
  const width = Math.max(...lines.map(([name]) => name!.length))
  for (const [name, address, state] of lines) {
    console.log(`${name!.padEnd(width)}  ${address}  ${state}`)
  }
  console.log(`Block ${deployment.block}, ${deployment.gasUsed} gas in all`)
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
