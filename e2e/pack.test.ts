import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { loadStaticEncoder, STATIC_ENCODER_ID } from '../src/index.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Whoever installs the package has plain Node, and none of our tools. */
const program = `
import { readFile } from 'node:fs/promises'
import { checkGolden, createEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
const home = new URL('.', import.meta.resolve('@hivemark/encoder/table'))
const readFrom = ({ path }) => readFile(new URL('../' + path, home))
const encoder = await createEncoder({ id: STATIC_ENCODER_ID, readFile: readFrom })
const { features, tail } = await encoder.encode('Free money!')
const golden = await checkGolden(encoder)
console.log(JSON.stringify([[...features], [...tail], golden.kind]))
`

it('is a package that an empty project can use', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hivemark-pack-'))
  try {
    const packed = run('npx', ['--no-install', 'tsx', fileOf('../pack.ts'), folder], fileOf('..'))
    expect(packed).toContain('hivemark-encoder-')
    const home = join(folder, 'project', 'node_modules', '@hivemark')
    mkdirSync(home, { recursive: true })
    run('tar', ['xzf', join(folder, 'hivemark-encoder-0.1.0.tgz'), '-C', home], folder)
    symlinkSync(join(home, 'package'), join(home, 'encoder'))
    writeFileSync(join(folder, 'project', 'use.mjs'), program)
    const [features, tail, golden] = JSON.parse(
      run(process.execPath, ['use.mjs'], join(folder, 'project')),
    )
    const table = readFileSync(fileOf('../table/static-2.bin'))
    const ours = loadStaticEncoder(table, STATIC_ENCODER_ID).encode('Free money!')
    expect(features).toEqual([...ours.features])
    expect(tail).toEqual([...ours.tail])
    expect(golden).toBe('ok')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function run(program: string, args: string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed:\n${stdout}${stderr}`)
  return stdout
}
