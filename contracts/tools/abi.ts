import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Address, concat, getCreate2Address, type Hex, keccak256, pad } from 'viem'
import type { IncentiveName } from '../client/types.ts'
import { type ImplementationSource, implementationSources } from './implementations.ts'

/** Puts a contract at the same address on every network: https://github.com/Arachnid/deterministic-deployment-proxy */
const CREATE2_DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const SALT = `0x${'00'.repeat(32)}` as const

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'abi', 'generated')
const HEADER = '// Made by `npm run abi` from the compiled contracts. Do not edit.\n'

/** File and constant of each incentive's ABI, which serves all its models. */
const abis: Readonly<Record<IncentiveName, readonly [file: string, constant: string]>> = {
  'deposit-refund-take': ['trainer', 'trainerAbi'],
  points: ['points', 'pointsAbi'],
  'bonded-challenge': ['bonded-challenge', 'bondedChallengeAbi'],
  'prediction-market': ['prediction-market', 'predictionMarketAbi'],
}

interface AbiItem {
  readonly type: string
  readonly name?: string
}

interface Artifact {
  readonly abi: readonly AbiItem[]
  readonly bytecode: { readonly object: Hex }
}

interface Compiled extends ImplementationSource {
  readonly abi: readonly AbiItem[]
  readonly address: Address
  readonly initCode: Hex
}

/** The generated files by name, from what forge last built. */
export function generate(): Record<string, string> {
  const factory = artifact('TrainerFactory')
  const factoryInitCode = factory.bytecode.object
  const factoryAddress = addressOf(factoryInitCode)
  const compiled = implementationSources.map(source => compile(source, factoryAddress))
  return {
    'trainer-factory.ts': abiFile('trainerFactoryAbi', factory.abi),
    'errors.ts': abiFile(
      'contractErrors',
      errorsOf([factory.abi, ...compiled.map(each => each.abi)]),
    ),
    'addresses.ts': addressFile(factoryAddress, compiled),
    'bytecode.ts': `${HEADER}import type { Hex } from 'viem'

/** Init code of the factory; needed only to deploy it. */
export const factoryInitCode: Hex =
  '${factoryInitCode}'
`,
    ...Object.fromEntries(
      Object.entries(abis).map(([incentive, [file, constant]]) => [
        `${file}.ts`,
        abiFile(
          constant,
          union(compiled.filter(each => each.incentive === incentive).map(each => each.abi)),
        ),
      ]),
    ),
    ...Object.fromEntries(
      compiled.map(({ address, initCode, contract }) => [
        `bytecode/${contract}.ts`,
        `${HEADER}import type { Hex } from 'viem'

/** Init code of the implementation at ${address}. */
export const initCode: Hex =
  '${initCode}'
`,
      ]),
    ),
  }
}

function compile(source: ImplementationSource, factory: Address): Compiled {
  const { abi, bytecode } = artifact(source.contract, source.file)
  const initCode = concat([bytecode.object, pad(factory, { size: 32 })])
  return { ...source, abi, initCode, address: addressOf(initCode) }
}

/** All that some of the contracts have, once each. */
function union(abis: readonly (readonly AbiItem[])[]): readonly AbiItem[] {
  const items = new Map<string, AbiItem>()
  for (const abi of abis) {
    for (const item of abi) if (item.type !== 'constructor') items.set(JSON.stringify(item), item)
  }
  const key = (item: AbiItem) => `${item.type} ${item.name ?? ''}`
  return [...items.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** What a page needs to explain a failure, without the rest of every ABI. */
function errorsOf(abis: readonly (readonly AbiItem[])[]): readonly AbiItem[] {
  return union(abis).filter(item => item.type === 'error')
}

function abiFile(constant: string, abi: readonly AbiItem[]): string {
  return `${HEADER}export const ${constant} = ${JSON.stringify(abi, null, 2)} as const\n`
}

function addressFile(factory: Address, compiled: readonly Compiled[]): string {
  const entries = compiled.map(
    ({ incentive, model, address, contract }) => `  {
    incentive: '${incentive}',
    model: '${model}',
    address: '${address}',
    contract: '${contract}',
  },
`,
  )
  return `${HEADER}/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '${factory}'

/** What tasks of that factory are clones of, each at this address on every network. */
export const implementations = [
${entries.join('')}] as const
`
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
    .filter(([name, text]) => read(join(folder, name)) !== text)
    .map(([name]) => name)
}

/**
 * From a build of the contracts alone, in a folder of its own: with tests beside them the compiler
 * numbers everything otherwise, and some come out a few bytes different.
 */
function artifact(name: string, file = name): Artifact {
  const text = read(join(root, 'out', 'release', `${file}.sol`, `${name}.json`))
  if (text === null) throw new Error(`${name} is not compiled: run "npm run abi"`)
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
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'bytecode'), { recursive: true })
  for (const [name, text] of Object.entries(generate())) {
    writeFileSync(join(folder, name), text)
    console.log(`abi/generated/${name}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
