import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hex } from 'viem'
import { factoryInitCode } from '../abi/generated/bytecode.ts'
import { findFoundry } from './foundry.ts'
import { implementationSources } from './implementations.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(root, 'out', 'standard-json')

/** What block explorers verify a contract by: the compiler's whole input. */
interface StandardJson {
  readonly language: string
  readonly sources: Readonly<Record<string, { readonly content: string }>>
  readonly settings: Readonly<Record<string, unknown>>
}

/** Contracts to verify, as `file:contract`. */
const contracts = [
  'src/TrainerFactory.sol:TrainerFactory',
  ...implementationSources.map(({ file, contract }) => `src/tasks/${file}.sol:${contract}`),
]

/**
 * Writes one standard JSON input a contract to out/standard-json/, and proves the factory's: compiled
 * from that file alone, it must give the very init code that `npm run deploy` sends.
 */
function main(): void {
  const whole = compilerInput()
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  for (const name of contracts) {
    const input = inputOf(whole, name)
    const file = `${name.split(':')[1]}.json`
    writeFileSync(join(target, file), `${JSON.stringify(input)}\n`)
    console.log(`out/standard-json/${file}  ${Object.keys(input.sources).length} sources  ${name}`)
  }
  prove(inputOf(whole, contracts[0]!))
  console.log('The factory compiled from its file alone is the one that is deployed.')
  console.log('An implementation has one constructor argument: the address of the factory.')
}

/** What forge gives the compiler for all sources. */
function compilerInput(): StandardJson {
  const infos = join(root, 'out', 'build-info-standard-json')
  rmSync(infos, { recursive: true, force: true })
  const forge = ['build', '--skip', 'test', '--force', '--build-info', '--build-info-path', infos]
  const done = spawnSync(findFoundry('forge'), forge, { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) throw new Error('forge could not build the contracts')
  const [file] = readdirSync(infos)
  return JSON.parse(readFileSync(join(infos, file!), 'utf8')).input as StandardJson
}

/** Only the sources that a contract is made of. */
function inputOf(whole: StandardJson, name: string): StandardJson {
  const needed = new Set<string>()
  const visit = (path: string) => {
    if (needed.has(path)) return
    const source = whole.sources[path]
    if (source === undefined) throw new Error(`the compiler was not given ${path}`)
    needed.add(path)
    for (const [, from] of source.content.matchAll(/^import [^;]*?"([^"]+)";/gms)) {
      visit(resolveImport(whole, path, from!))
    }
  }
  visit(name.split(':')[0]!)
  const sources = Object.fromEntries([...needed].sort().map(path => [path, whole.sources[path]!]))
  return { language: whole.language, sources, settings: whole.settings }
}

function resolveImport(whole: StandardJson, path: string, from: string): string {
  if (from.startsWith('.')) return join(dirname(path), from)
  const remappings = whole.settings.remappings as readonly string[]
  for (const remapping of remappings) {
    const [prefix, to] = remapping.split('=') as [string, string]
    if (from.startsWith(prefix)) return to + from.slice(prefix.length)
  }
  return from
}

function prove(input: StandardJson): void {
  const solc = createRequire(import.meta.url)('solc') as { compile(input: string): string }
  const settings = { ...input.settings, outputSelection: { '*': { '*': ['evm.bytecode.object'] } } }
  const output = JSON.parse(solc.compile(JSON.stringify({ ...input, settings })))
  const [path, contract] = contracts[0]!.split(':') as [string, string]
  const object: string | undefined = output.contracts?.[path]?.[contract]?.evm.bytecode.object
  const initCode: Hex = `0x${object}`
  if (initCode !== factoryInitCode) {
    throw new Error('compiled from its standard JSON the factory is another one: run "npm run abi"')
  }
}

main()
