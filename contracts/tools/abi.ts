import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getContractAddress, getCreate2Address, type Hex, keccak256 } from 'viem'

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

/** The generated files by name, from what forge last built. */
export function generate(): Record<string, string> {
  const trainer = artifact('DepositRefundTakePerceptron')
  const factory = artifact('TrainerFactory')
  const initCode = factory.bytecode.object
  const address = getCreate2Address({
    from: CREATE2_DEPLOYER,
    salt: SALT,
    bytecodeHash: keccak256(initCode),
  })
  const implementation = getContractAddress({ from: address, nonce: 1n })
  return {
    'trainer.ts': `${HEADER}export const trainerAbi = ${JSON.stringify(trainer.abi, null, 2)} as const\n`,
    'trainer-factory.ts': `${HEADER}export const trainerFactoryAbi = ${JSON.stringify(factory.abi, null, 2)} as const\n`,
    'addresses.ts': `${HEADER}/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '${address}'

/** What every task of that factory is a clone of. */
export const implementationAddress = '${implementation}'
`,
    'bytecode.ts': `${HEADER}/** Init code of the factory; needed only to deploy it. */
export const factoryInitCode =
  '${initCode}'
`,
  }
}

/** Names of generated files that are not as the compiled contracts say. */
export function staleFiles(): string[] {
  return Object.entries(generate())
    .filter(([name, text]) => read(join(root, 'abi', 'generated', name)) !== text)
    .map(([name]) => name)
}

function artifact(name: string): Artifact {
  const text = read(join(root, 'out', `${name}.sol`, `${name}.json`))
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
