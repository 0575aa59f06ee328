import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Address, concat, getCreate2Address, type Hex, keccak256, pad } from 'viem'

/** Puts a contract at the same address on every network: https://github.com/Arachnid/deterministic-deployment-proxy */
const CREATE2_DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const SALT = `0x${'00'.repeat(32)}` as const

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const HEADER = '// Made by `npm run abi` from the compiled contracts. Do not edit.\n'

interface Artifact {
  readonly abi: readonly { type: string; name?: string }[]
  readonly bytecode: { readonly object: Hex }
  readonly deployedBytecode: { readonly object: Hex }
}

/** What tasks can be clones of: contract, the file it is in, and what it is made of. */
const implementations = [
  {
    name: 'DepositRefundTakePerceptron',
    file: 'DepositRefundTakeTasks',
    incentive: 'deposit-refund-take',
    model: 'margin-perceptron',
  },
] as const

/** The generated files by name, from what forge last built. */
export function generate(): Record<string, string> {
  const trainer = artifact('DepositRefundTakePerceptron', 'DepositRefundTakeTasks')
  const factory = artifact('TrainerFactory')
  const factoryInitCode = factory.bytecode.object
  const factoryAddress = addressOf(factoryInitCode)
  const list = implementations.map(({ name, file, incentive, model }) => {
    const bytecode = artifact(name, file).bytecode.object
    const initCode = concat([bytecode, pad(factoryAddress, { size: 32 })])
    return { incentive, model, address: addressOf(initCode), initCode }
  })
  const entries = list.map(
    ({ incentive, model, address }) =>
      `  { incentive: '${incentive}', model: '${model}', address: '${address}' },\n`,
  )
  const initCodes = list.map(({ address, initCode }) => `  '${address}':\n    '${initCode}',\n`)
  return {
    'trainer.ts': `${HEADER}export const trainerAbi = ${JSON.stringify(trainer.abi, null, 2)} as const\n`,
    'trainer-factory.ts': `${HEADER}export const trainerFactoryAbi = ${JSON.stringify(factory.abi, null, 2)} as const\n`,
    'addresses.ts': `${HEADER}/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '${factoryAddress}'

/** What tasks of that factory are clones of, each at this address on every network. */
export const implementations = [
${entries.join('')}] as const
`,
    'bytecode.ts': `${HEADER}/** Init code of the factory; needed only to deploy it. */
export const factoryInitCode =
  '${factoryInitCode}'

/** Init code of each implementation, by its address. */
export const implementationInitCodes = {
${initCodes.join('')}} as const
`,
  }
}

function addressOf(initCode: Hex): Address {
  return getCreate2Address({
    from: CREATE2_DEPLOYER,
    salt: SALT,
    bytecodeHash: keccak256(initCode),
  })
}

/** Names of generated files that are not as the compiled contracts say. */
export function staleFiles(): string[] {
  return Object.entries(generate())
    .filter(([name, text]) => read(join(root, 'abi', 'generated', name)) !== text)
    .map(([name]) => name)
}

function artifact(name: string, file = name): Artifact {
  const text = read(join(root, 'out', `${file}.sol`, `${name}.json`))
  if (text === null) throw new Error(`${name} is not compiled: run "npm run build" first`)
  return JSON.parse(text) as Artifact
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function main(): void {
  if (process.argv.includes('--check')) {
    const stale = staleFiles()
    if (stale.length > 0) {
      console.error(`Out of date: abi/generated/${stale.join(', ')}. Run "npm run abi".`)
      process.exitCode = 1
    }
    return
  }
  mkdirSync(join(root, 'abi', 'generated'), { recursive: true })
  for (const [name, text] of Object.entries(generate())) {
    writeFileSync(join(root, 'abi', 'generated', name), text)
    console.log(`abi/generated/${name}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
