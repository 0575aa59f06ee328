import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Encoding, goldenTexts, loadStaticEncoder, STATIC_ENCODER_ID } from '../src/index.ts'
import { hostileTexts } from './hostile-texts.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const hasPython = spawnSync('python3', ['--version']).status === 0

/** Features and tail of each text, a line each, by the implementation that shares no code with ours. */
function encodeInPython(texts: readonly string[]): string[] {
  const paths = ['encoder.py', '../table/static-2.bin'].map(fileOf)
  const { status, stdout, stderr } = spawnSync('python3', paths, {
    input: texts.map(text => `${JSON.stringify(text)}\n`).join(''),
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim().split('\n')
}
function encodingLine({ features, tail }: Encoding): string {
  return JSON.stringify([[...features], [...tail]])
}

describe.skipIf(!hasPython)('a second implementation of SPEC.md (needs python3)', () => {
  const table = readFileSync(fileOf('../table/static-2.bin'))
  const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)

  it('makes the same integers of 10,000 hostile texts', () => {
    const long = [
      'x'.repeat(300_000),
      'free '.repeat(60_000),
      '免费'.repeat(100_000),
      '\ud800 '.repeat(50_000),
    ]
    const texts = [...goldenTexts.map(({ text }) => text), ...hostileTexts(10_000, 1), ...long]
    const theirs = encodeInPython(texts)
    expect(theirs).toHaveLength(texts.length)
    const different = texts.filter((text, i) => encodingLine(encoder.encode(text)) !== theirs[i])
    expect(different.map(text => text.slice(0, 200))).toEqual([])
  }, 120_000)
})
