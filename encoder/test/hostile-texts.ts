import { Random } from '../train/random.ts'

// Texts that nobody would write, and some that scammers do: every plane of Unicode, lone surrogates,
// disguises, addresses, entities, and endless runs of one thing.

const words = [
  ...'free wallet claim airdrop seed phrase you won dont the a i bitcoin airport rivers'.split(' '),
  ...'FREE Wallet sooooo ccllaaiimm p@ypal fr33 $ave w1nner 4irdr0p b!tcoin 2fa'.split(' '),
  ...'раураl аirdrop Привет мир εύρηκα 免费 无料ください 한국어 สวัสดี مرحبا שלום हिन्दी'.split(' '),
]
const signs = [
  ...'! ? # @ $ & ; : . , - _ * / \\ " \' < > ( ) % + ~ ^ ` | = { } [ ]'.split(' '),
  ...[
    '\u200b',
    '\u202e',
    '\u00ad',
    '\ufeff',
    '\u0301',
    '\u{1f3fb}',
    '\u{1f680}',
    '\u{1f1fa}',
    '…',
    '™',
  ],
]
const links = [
  ...'http://a.example https://x.example/path?q=1, www.site.example me@mail.example a@b@c.com'.split(
    ' ',
  ),
  ...'site.com/x sub.site.co.uk. @handle @@x not.a.tld.zz x.com)...'.split(' '),
]
const entities =
  '&amp; &lt; &#65; &#x1F680; &#xD800; &#0; &nbsp; &unknown; &#1114112; &#x; &;'.split(' ')
const numbers = '0 7 42 123 1999 2024 3000 12345 1234567 12345678 0001'.split(' ')

/** Hostile texts, the same on every run. */
export function hostileTexts(count: number, seed: number): string[] {
  const random = new Random(seed)
  return Array.from({ length: count }, () => hostileText(random))
}

function hostileText(random: Random): string {
  const parts = Array.from({ length: random.below(30) }, () => part(random))
  return parts.join([' ', '', '  ', '\n', '\u00a0'][random.below(5)]!)
}

function part(random: Random): string {
  const pick = (list: readonly string[]) => list[random.below(list.length)]!
  switch (random.below(12)) {
    case 0:
      return pick(signs).repeat(1 + random.below(4))
    case 1:
      return pick(links)
    case 2:
      return pick(entities)
    case 3:
      return pick(numbers)
    case 4:
      return spaced(pick(words), random)
    case 5:
      return String.fromCharCode(0xd800 + random.below(0x800))
    case 6:
      return String.fromCodePoint(anyPlane(random))
    case 7:
      return Array.from({ length: 8 }, () => String.fromCharCode(random.below(0x600))).join('')
    case 8:
      return pick([...words, ...signs]).repeat(random.below(40))
    case 9:
      return Array.from({ length: 5 }, () => String.fromCharCode(0x20 + random.below(0x5f))).join(
        '',
      )
    default:
      return pick(words)
  }
}

/** A word's letters kept apart, all by the same or each by another sign. */
function spaced(word: string, random: Random): string {
  const spacers = [' ', '.', '-', '_', '*', '  ', '. ']
  const one = spacers[random.below(spacers.length)]!
  const isMixed = random.below(3) === 0
  const spacer = () => (isMixed ? spacers[random.below(5)]! : one)
  return [...word].reduce((text, letter) => `${text}${spacer()}${letter}`)
}

/** A code point, each plane as likely as the next. */
function anyPlane(random: Random): number {
  return random.below(17) * 0x10000 + random.below(0x10000)
}
