import { describe, expect, it } from 'vitest'
import foldRules from '../../table/folds.json' with { type: 'json' }
import { compileFolds } from './folds.ts'
import { emptyFoldedText, foldText } from './normalize.ts'
import { emptyPieces, Kind, scan } from './scan.ts'

const folds = compileFolds(foldRules)
const names = Object.keys(Kind)

function cut(text: string): string[] {
  const folded = emptyFoldedText()
  const pieces = emptyPieces()
  foldText(text, folds, folded)
  scan(folded, pieces)
  return Array.from({ length: pieces.length }, (_, i) => {
    const codes = folded.codes.subarray(pieces.froms[i], pieces.tos[i])
    return `${names[pieces.kinds[i]!]}:${String.fromCodePoint(...codes)}`
  })
}

describe('scan', () => {
  it.each([
    ["Don't stop", ["word:don't", 'word:stop']],
    ["dogs' 'tis", ['word:dogs', "symbol:'", "symbol:'", 'word:tis']],
    ['abc123 4,5', ['word:abc', 'number:123', 'number:4', 'symbol:,', 'number:5']],
    ['see https://x.example/a?b=1.', ['word:see', 'url:https://x.example/a?b=1', 'symbol:.']],
    ['www.a.example, ok', ['url:www.a.example', 'symbol:,', 'word:ok']],
    ['go to shop.com/now!', ['word:go', 'word:to', 'url:shop.com/now', 'symbol:!']],
    [
      'end.Next e.g. this',
      [
        'word:end',
        'symbol:.',
        'word:next',
        'word:e',
        'symbol:.',
        'word:g',
        'symbol:.',
        'word:this',
      ],
    ],
    ['mail me@desk.example now', ['word:mail', 'email:me@desk.example', 'word:now']],
    ['@some_one hi', ['user:@some_one', 'word:hi']],
    ['p@ypal', ['word:p', 'symbol:@', 'word:ypal']],
    ['🚀🚀', ['symbol:🚀', 'symbol:🚀']],
    ['привет мир', ['foreign:привет', 'foreign:мир']],
    ['免费,钱', ['dense:免费', 'symbol:,', 'dense:钱']],
    ['مرحبا', ['foreign:مرحبا']],
    [' \t\u200b', []],
  ])('cuts %j', (text, expected) => {
    expect(cut(text)).toEqual(expected)
  })
})
