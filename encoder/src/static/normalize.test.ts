import { describe, expect, it } from 'vitest'
import foldRules from '../../table/folds.json' with { type: 'json' }
import { compileFolds } from './folds.ts'
import { emptyFoldedText, foldText } from './normalize.ts'

const folds = compileFolds(foldRules)

function fold(text: string): string {
  const folded = emptyFoldedText()
  foldText(text, folds, folded)
  return String.fromCodePoint(...folded.codes.subarray(0, folded.length))
}

describe('foldText', () => {
  it.each([
    ['lower-cases', 'HeLLo', 'hello'],
    ['drops Latin accents', 'ÀÉîõü Łódź Čapek ẞ ế', 'aeiou lodz capek ss e'],
    ['opens ligatures', 'ﬁne œuvre æon', 'fine oeuvre aeon'],
    ['straightens quotes and dashes', '‘a’ “b” – — …', '\'a\' "b" - - ...'],
    ['reads full-width letters', 'FREE!', 'free!'],
    ['reads mathematical letters and digits', '𝐅𝓻𝖊𝕖 𝟗𝟬', 'free 90'],
    ['reads circled letters', 'ⓕⓡⓔⓔ Ⓝⓞⓦ ①', 'free now 1'],
    ['reads small capitals', 'ᴄʟᴀɪᴍ', 'claim'],
    ['drops what cannot be seen', 'c\u200bl\u00ada\u2060i\ufeffm\u202e', 'claim'],
    ['drops combining marks', 'e\u0301x\u0336y\u0336', 'exy'],
    ['undoes look-alikes in mixed words', 'Раураl frоm Αpple', 'paypal from apple'],
    ['leaves Russian alone', 'Сор и Он', 'сор и он'],
    ['leaves a mixed word with a letter that passes for none', 'aжx', 'aжx'],
    ['makes all white space spaces', 'a\t\u00a0\u3000\nb', 'a    b'],
    ['decodes entities', '&amp; &lt;b&gt; &#65;&#x42; &nbsp;', '& <b> ab  '],
    [
      'keeps what is no entity',
      '&unknown; &; &#; &#xd800; & &#99999999;',
      '&unknown; &; &#; &#xd800; & &#99999999;',
    ],
    ['replaces lone surrogates', 'a\ud800b', 'a\ufffdb'],
  ])('%s', (_, text, expected) => {
    expect(fold(text)).toBe(expected)
  })

  it('knows where each code point came from', () => {
    const folded = emptyFoldedText()
    foldText('a\u200b&amp;ﬁ🚀x', folds, folded)
    const spans = Array.from({ length: folded.length }, (_, i) => [
      String.fromCodePoint(folded.codes[i]!),
      folded.starts[i],
      folded.ends[i],
    ])
    expect(spans).toEqual([
      ['a', 0, 1],
      ['&', 2, 7],
      ['f', 7, 8],
      ['i', 7, 8],
      ['🚀', 8, 10],
      ['x', 10, 11],
    ])
  })

  it('counts letters and capitals', () => {
    const folded = emptyFoldedText()
    foldText('Ab CD 9!', folds, folded)
    expect([folded.letters, folded.capitals]).toEqual([4, 3])
  })
})
