import { compileFolds } from '../src/static/folds.ts'
import { emptyFoldedText, foldText } from '../src/static/normalize.ts'
import { emptyPieces, scan } from '../src/static/scan.ts'
import { stand } from '../src/static/tokens.ts'
import foldRules from '../table/folds.json' with { type: 'json' }

const folds = compileFolds(foldRules)
const folded = emptyFoldedText()
const pieces = emptyPieces()

/** The tokens of a line as the vocabulary spells them, disguises not undone. */
export function* tokensOf(line: string): Generator<string> {
  foldText(line, folds, folded)
  scan(folded, pieces)
  for (let i = 0; i < pieces.length; i++) {
    const from = pieces.froms[i]!
    const to = pieces.tos[i]!
    const name = stand(pieces.kinds[i]!, folded, from, to)
    yield name === '' ? String.fromCodePoint(...folded.codes.subarray(from, to)) : name
  }
}
