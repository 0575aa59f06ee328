import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readStarters } from '@hivemark/contracts/deploy'
import { loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { root, runProgram } from './fixtures/run'

// Packing compiles.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hivemark-pack-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a program prints in an empty project that has the package; plain Node, and none of our tools. */
async function useInProject(name: string, program: string, beside: string[]): Promise<unknown> {
  const home = join(folder, name)
  const modules = join(home, 'node_modules')
  mkdirSync(join(modules, '@hivemark', name), { recursive: true })
  await run('npx', ['--no-install', 'tsx', 'e2e/pack.ts', name, home])
  const { version } = JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8'))
  const file = join(home, `hivemark-${name}-${version}.tgz`)
  const into = join(modules, '@hivemark', name)
  await run('tar', ['xzf', file, '-C', into, '--strip-components', '1'])
  for (const each of beside) symlinkSync(join(root, 'node_modules', each), join(modules, each))
  // Without one, Node looks for it in the folders above.
  writeFileSync(join(home, 'package.json'), '{}')
  writeFileSync(join(home, 'use.mjs'), program)
  return JSON.parse(await run(process.execPath, [join(home, 'use.mjs')]))
}

async function run(program: string, args: string[]): Promise<string> {
  const { ok, output } = await runProgram(program, args)
  if (!ok) throw new Error(`${program} failed:\n${output}`)
  return output
}

it('packs the encoder', async () => {
  const program = `
import { readFile } from 'node:fs/promises'
import { checkGolden, createEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { officialSource } from '@hivemark/encoder/use-lite/weights'
const table = new URL(import.meta.resolve('@hivemark/encoder/table'))
const encoder = await createEncoder({
  id: STATIC_ENCODER_ID,
  readFile: ({ path }) => readFile(new URL('../' + path, table)),
})
const { features, tail } = await encoder.encode('Free money!')
const { kind } = await checkGolden(encoder)
console.log(JSON.stringify([[...features], [...tail], kind, officialSource.kind]))
`
  const table = readFileSync(join(root, 'encoder/table/static-2.bin'))
  const { features, tail } = loadStaticEncoder(table, STATIC_ENCODER_ID).encode('Free money!')
  expect(await useInProject('encoder', program, [])).toEqual([
    [...features],
    [...tail],
    'ok',
    'web',
  ])
})

it('packs the contracts', async () => {
  const program = `
import { existsSync } from 'node:fs'
import { factoryAddress, packFeatures } from '@hivemark/contracts'
import { readStarters } from '@hivemark/contracts/deploy'
const source = new URL(import.meta.resolve('@hivemark/contracts/src/Trainer.sol'))
const slugs = readStarters().map(({ slug }) => slug)
const packed = packFeatures(new Int8Array([1, -1]))
console.log(JSON.stringify([slugs, existsSync(source), packed, factoryAddress.length]))
`
  const slugs = readStarters().map(({ slug }) => slug)
  expect(await useInProject('contracts', program, ['viem'])).toEqual([slugs, true, '0x817f', 42])
})
